/** Reads files for the server, a few at a time. */
import { Uri, workspace } from 'vscode';
import type { ReadFile, ReadFilesParams, ReadFilesResult } from '../../../server/src/lsp/protocol.ts';
import { toBase64 } from './base64.ts';

const AT_ONCE = 16;

export async function readFiles({ uris, maxBytes }: ReadFilesParams): Promise<ReadFilesResult> {
  const files = new Array<ReadFile>(uris.length);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < uris.length; at = next++) files[at] = await readOne(uris[at] ?? '', maxBytes);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, uris.length) }, work));
  return { files };
}

async function readOne(uri: string, maxBytes: number): Promise<ReadFile> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri, true));
    return { base64: toBase64(bytes.subarray(0, maxBytes)), size: bytes.length };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
