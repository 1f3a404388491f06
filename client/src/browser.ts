/** Entry for the browser: the server is a web worker. */
import { type ExtensionContext, workspace } from 'vscode';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  startClient(context, {
    host: 'web',
    readHead: async (uri, bytes) => (await workspace.fs.readFile(uri)).subarray(0, bytes),
    createClient: async (log) => (await import('./browser-client.ts')).createBrowserClient(context, log),
  });
}
