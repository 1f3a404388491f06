/** Entry for the browser: the server is a web worker. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server', 'browser.js');
  let worker: Worker | undefined;
  startClient(context, {
    host: 'web',
    createClient: (id, name, options) =>
      new LanguageClient(
        id,
        name,
        async () => {
          worker?.terminate(); // a restart asks again, and the protocol's `exit` does not end a worker
          worker = new Worker(await scriptAddress(script), { name });
          return worker;
        },
        options,
      ),
  });
}

/** The editor makes no worker from a script that lies on the remote side: its text becomes an address of its own. */
async function scriptAddress(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([new Uint8Array(text)], { type: 'text/javascript' }));
}
