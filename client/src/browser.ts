/** Entry for the browser: the server is a web worker. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server', 'browser.js').toString(true);
  let worker: Worker | undefined;
  startClient(context, {
    host: 'web',
    createClient: (id, name, options) =>
      new LanguageClient(
        id,
        name,
        async () => {
          worker?.terminate(); // a restart asks again, and the protocol's `exit` does not end a worker
          worker = new Worker(script, { name });
          return worker;
        },
        options,
      ),
  });
}
