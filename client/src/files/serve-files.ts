/** Answers the server's requests for files that only the client can read: browser, virtual workspaces. */
import type { Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  LIST_FILES,
  type ListFilesParams,
  type ListFilesResult,
  READ_FILES,
  type ReadFilesParams,
  type ReadFilesResult,
} from '../../../server/src/lsp/protocol.ts';
import { listFiles } from './list-files.ts';
import { readFiles } from './read-files.ts';

export function serveFiles(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(LIST_FILES, (params: ListFilesParams): Promise<ListFilesResult> => listFiles(params)),
    client.onRequest(READ_FILES, (params: ReadFilesParams): Promise<ReadFilesResult> => readFiles(params)),
  ];
}
