/** The client of a server in a web worker. */
import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';

export function createBrowserClient(
  { extensionUri }: ExtensionContext,
  log: LogOutputChannel,
): LanguageClient {
  const script = Uri.joinPath(extensionUri, 'dist', 'server', 'browser.js');
  let worker: Worker | undefined;
  const connect = async () => {
    worker?.terminate(); // a restart asks again, and the protocol's `exit` does not end a worker
    worker = new Worker(await scriptAddress(script), { name: CLIENT_NAME });
    // Not the worker itself: in the editor's worker host it is no `Worker` for `instanceof`.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return new LanguageClient(CLIENT_ID, CLIENT_NAME, connect, clientOptions('web', log));
}

/** The editor makes no worker from a script that lies on the remote side: its text becomes an address of its own. */
async function scriptAddress(script: Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const text = await workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([new Uint8Array(text)], { type: 'text/javascript' }));
}
