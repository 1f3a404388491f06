/** What differs between the desktop and the browser: how the server is started. */
import type { LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

export interface Runtime {
  readonly host: 'node' | 'web';
  /**
   * Makes a client whose `start` starts the server. Asynchronous because the library behind it costs more than all the
   * rest of the activation: it is loaded when a document needs the server.
   */
  createClient(log: LogOutputChannel): Promise<BaseLanguageClient>;
}
