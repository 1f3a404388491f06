/** Answers the server's requests for files that only the client can read: browser, virtual workspaces. */
import type { Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
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
} from '../../../server/src/lsp/protocol.ts';
import { listFiles, listFolder } from './list-files.ts';
import { readFiles } from './read-files.ts';

export function serveFiles(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(LIST_FILES, (params: ListFilesParams): Promise<ListFilesResult> => listFiles(params)),
    client.onRequest(
      LIST_FOLDER,
      (params: ListFolderParams): Promise<ListFolderResult> => listFolder(params),
    ),
    client.onRequest(READ_FILES, (params: ReadFilesParams): Promise<ReadFilesResult> => readFiles(params)),
  ];
}
