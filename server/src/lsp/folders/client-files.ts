/** Files of folders that only the client can read: virtual workspaces, and everything in a web worker. */
import type { Connection } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { SCRIPTS } from '../../project/commands/script-names.ts';
import type { FileBytes, FileSource } from '../../project/file-source.ts';
import { treeOf } from '../../project/memory-files.ts';
import {
  LIST_FILES,
  LIST_FOLDER,
  type ListFilesParams,
  type ListFilesResult,
  type ListFolderParams,
  type ListFolderResult,
  READ_FILES,
  type ReadFilesParams,
  type ReadFilesResult,
} from '../protocol.ts';

const INCLUDE = ['**/*.{yaml,yml,json}', '**/Kustomization', '**/.gitignore', SCRIPTS];
/** What no client should walk through; the project's filter leaves out the rest. */
const EXCLUDE = ['**/node_modules/**', '**/.git/**'];
/** A virtual file system may ask a far-away server for each folder. */
const MOST_FOLDERS = 5000;
const UNREADABLE: FileBytes = { problem: 'the client gave no answer' };

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
  const entries = async (folder: string): Promise<ListFolderResult['entries']> => {
    const params: ListFolderParams = { folder };
    return (await connection.sendRequest<ListFolderResult>(LIST_FOLDER, params)).entries;
  };
  return {
    looksAbove: false,
    mostFolders: MOST_FOLDERS,
    canRead: (uri) => schemes.has(uri.slice(0, uri.indexOf(':'))),
    // The client says what it can read by reading it; it has no other question for one place.
    kindOf: async (uri) => {
      const [file] = await read([uri], 1);
      return file === undefined || 'problem' in file ? { problem: 'the client cannot read it' } : 'file';
    },
    tree: async (root) => {
      const params: ListFilesParams = { folder: root, include: INCLUDE, exclude: EXCLUDE };
      const { uris } = await connection.sendRequest<ListFilesResult>(LIST_FILES, params);
      return uris.length > 0 ? treeOf(uris.map(canonicalUri)) : { entries };
    },
    read,
  };
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
