/** From the bytes of a file to its text, or to the reason why it has none. The same for every host that reads bytes. */
import { kindIdOf } from '../base/kind-id.ts';
import { isKnownKind, isListKind, mentionsOwnGroup } from '../model/known-kinds.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import type { YamlProblem } from '../yaml/node.ts';
import { readHeader } from '../yaml/read-header.ts';
import { splitDocuments } from '../yaml/split-documents.ts';
import type { Utf8Decoder } from './file-source.ts';

/** A file without a text. `mentionsOurs`: one of our groups stands in it, so silence would hide something. */
export interface RefusedContent {
  readonly problem: YamlProblem;
  readonly mentionsOurs: boolean;
}

export type FileContent = { readonly text: string } | RefusedContent;

/** Of a file that is too large, this much is looked at for a header. */
const HEAD_BYTES = 64 * 1024;

/** `size` is the file's, when `bytes` holds only its beginning; at most `MAX_FILE_BYTES` + 1 bytes are looked at. */
export function decodeFile(bytes: Uint8Array, decoder: Utf8Decoder, size = bytes.length): FileContent {
  if (size > MAX_FILE_BYTES) {
    const head = asciiOf(bytes.subarray(0, HEAD_BYTES));
    return refused('too-large', holdsOurHeader(head), { size, limit: MAX_FILE_BYTES });
  }
  if (hasUtf16Mark(bytes)) return refused('not-utf8', mentionsOwnGroup(asciiOf(bytes)));
  if (bytes.includes(0)) return refused('binary', mentionsOwnGroup(asciiOf(bytes)));
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return refused('not-utf8', mentionsOwnGroup(asciiOf(bytes)));
  }
}

function refused(
  code: YamlProblem['code'],
  mentionsOurs: boolean,
  data: YamlProblem['data'] = {},
): RefusedContent {
  return { problem: { code, start: 0, end: 0, data }, mentionsOurs };
}

/** A word of ours in a comment is no header. */
function holdsOurHeader(text: string): boolean {
  return splitDocuments(text).some(({ start, end }) => {
    const { apiVersion, kind = '' } = readHeader(text.slice(start, end));
    if (apiVersion === undefined) return false;
    const { id } = kindIdOf(apiVersion, kind);
    return isKnownKind(id) || isListKind(id);
  });
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** One character for each byte but NUL: ASCII words stay readable, also those of UTF-16. */
function asciiOf(bytes: Uint8Array): string {
  const chunks: string[] = [];
  const chunk = 8192;
  for (let at = 0; at < bytes.length; at += chunk) {
    const text = String.fromCharCode.apply(null, bytes.subarray(at, at + chunk) as unknown as number[]);
    chunks.push(text.replaceAll('\u0000', ''));
  }
  return chunks.join('');
}
