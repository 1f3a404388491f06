/** The client of a server in a Node process. */
import { type ExtensionContext, type LogOutputChannel, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';

export function createNodeClient({ extensionUri }: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = Uri.joinPath(extensionUri, 'dist', 'server', 'node.cjs').fsPath;
  const transport = TransportKind.ipc;
  return new LanguageClient(
    CLIENT_ID,
    CLIENT_NAME,
    {
      run: { module, transport },
      debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    clientOptions('node', log),
  );
}
