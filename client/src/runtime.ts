/** What differs between the desktop and the browser: how the server is started. */
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

export interface Runtime {
  readonly host: 'node' | 'web';
  /** Makes a client whose `start` starts the server. */
  createClient(id: string, name: string, options: LanguageClientOptions): BaseLanguageClient;
}
