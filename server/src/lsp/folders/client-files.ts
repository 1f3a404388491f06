/** Files of folders that only the client can read: virtual workspaces, and everything in a web worker. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri, pathOf } from '../canonical-uri.ts';
import {
  LIST_FILES,
  type ListFilesParams,
  type ListFilesResult,
  READ_FILES,
  type ReadFilesParams,
  type ReadFilesResult,
} from '../protocol.ts';
import type { FileBytes, FileSource } from '../runtime.ts';
import { plainText } from './decode-files.ts';
import { type FolderFilter, GITIGNORE, isRead } from './folder-filter.ts';

const INCLUDE = ['**/*.{yaml,yml,json}', '**/Kustomization', '**/.gitignore'];
/** What no client should walk through; the filter leaves out the rest. */
const EXCLUDE = ['**/node_modules/**', '**/.git/**'];
const MAX_GITIGNORE_BYTES = 1_000_000;
const UNREADABLE: FileBytes = { problem: 'The client gave no answer' };

export function clientFiles(
  connection: Pick<Connection, 'sendRequest'>,
  schemes: ReadonlySet<string>,
): FileSource {
  const read = async (uris: readonly string[], maxBytes: number): Promise<readonly FileBytes[]> => {
    const params: ReadFilesParams = { uris, maxBytes };
    const { files } = await connection.sendRequest<ReadFilesResult>(READ_FILES, params);
    return uris.map((_, index) => {
      const file = files[index];
      if (file === undefined) return UNREADABLE;
      return 'problem' in file ? file : { bytes: bytesOf(file.base64), size: file.size };
    });
  };
  return {
    canRead: (uri) => schemes.has(uri.slice(0, uri.indexOf(':'))),
    read,
    list: async (folder, filter) => {
      const params: ListFilesParams = { folder, include: INCLUDE, exclude: EXCLUDE };
      const result = await connection.sendRequest<ListFilesResult>(LIST_FILES, params);
      const uris = result.uris.map(canonicalUri);
      await addGitignores(uris, filter, read);
      return uris.filter((uri) => isRead(pathOf(uri)) && filter.judge(pathOf(uri)) === 'included');
    },
  };
}

async function addGitignores(
  uris: readonly string[],
  filter: FolderFilter,
  read: FileSource['read'],
): Promise<void> {
  const gitignores = uris.filter((uri) => uri.endsWith(`/${GITIGNORE}`));
  if (gitignores.length === 0) return;
  const texts = await read(gitignores, MAX_GITIGNORE_BYTES);
  for (const [index, uri] of gitignores.entries()) {
    const path = pathOf(uri);
    const text = texts[index];
    if (text !== undefined) filter.addGitignore(path.slice(0, path.lastIndexOf('/')), plainText(text));
  }
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
