/** Entry for the browser: the server is a web worker. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Meshwright, startMeshwright } from './meshwright.ts';

export function activate(context: ExtensionContext): Meshwright {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'server', 'browser.js').toString(true);
  return startMeshwright(context, {
    host: 'web',
    createClient: (id, name, options) =>
      new LanguageClient(id, name, async () => new Worker(script, { name }), options),
  });
}
