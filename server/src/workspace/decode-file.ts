/** From the bytes of a file to its text, or to the reason why it has none. The same for every host that reads bytes. */
import { mentionsOwnGroup } from '../model/known-kinds.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import type { YamlProblem } from '../yaml/node.ts';

/** `new TextDecoder('utf-8', { fatal: true })` of the host: drops a byte order mark, throws on bytes that are not UTF-8. */
export interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

/** A file without a text. `mentionsOurs`: one of our groups stands in it, so silence would hide something. */
export interface RefusedContent {
  readonly problem: YamlProblem;
  readonly mentionsOurs: boolean;
}

export type FileContent = { readonly text: string } | RefusedContent;

/** `size` is the file's, when `bytes` holds only its beginning; at most `MAX_FILE_BYTES` + 1 bytes are looked at. */
export function decodeFile(bytes: Uint8Array, decoder: Utf8Decoder, size = bytes.length): FileContent {
  if (size > MAX_FILE_BYTES) return refused(bytes, 'too-large', { size, limit: MAX_FILE_BYTES });
  if (hasUtf16Mark(bytes)) return refused(bytes, 'not-utf8', {});
  if (bytes.includes(0)) return refused(bytes, 'binary', {});
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return refused(bytes, 'not-utf8', {});
  }
}

function refused(bytes: Uint8Array, code: YamlProblem['code'], data: YamlProblem['data']): RefusedContent {
  return {
    problem: { code, start: 0, end: 0, data },
    mentionsOurs: mentionsOwnGroup(asciiOf(bytes)),
  };
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
