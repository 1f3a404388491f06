/** What differs between the desktop and the browser: how the server is started. */
import type { LogOutputChannel, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

export interface Runtime {
  readonly host: 'node' | 'web';
  /** The first bytes of a file. */
  readHead(uri: Uri, bytes: number): Promise<Uint8Array>;
  /**
   * Makes a client whose `start` starts the server. Asynchronous because the library behind it costs more than all the
   * rest of the activation: it is loaded when a document needs the server.
   */
  createClient(log: LogOutputChannel): Promise<BaseLanguageClient>;
}
