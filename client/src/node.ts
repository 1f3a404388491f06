/** Entry for the desktop (and remote hosts): the server is a process of its own. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Meshwright, startMeshwright } from './meshwright.ts';

export function activate(context: ExtensionContext): Meshwright {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server', 'node.cjs').fsPath;
  const transport = TransportKind.ipc;
  return startMeshwright(context, {
    host: 'node',
    createClient: (id, name, options) =>
      new LanguageClient(
        id,
        name,
        {
          run: { module, transport },
          debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
        },
        options,
      ),
  });
}
