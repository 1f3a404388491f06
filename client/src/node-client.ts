/** The client of a server in a Node process. */
import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';

/**
 * Megabytes of a half of the young generation. By default it grows to 16 while folders are read, which makes the process
 * a third larger and no faster.
 */
const LEAN = '--max-semi-space-size=8';

export function createNodeClient({ extensionUri }: ExtensionContext, log: LogOutputChannel): LanguageClient {
  // The command line is the server too: two bundles would hold the engine twice.
  const module = Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  const args = ['lsp'];
  const transport = TransportKind.ipc;
  return new LanguageClient(
    CLIENT_ID,
    CLIENT_NAME,
    {
      run: { module, args, transport, options: { execArgv: [LEAN] } },
      debug: { module, args, transport, options: { execArgv: [LEAN, '--nolazy', '--inspect=6009'] } },
    },
    clientOptions('node', log),
  );
}
