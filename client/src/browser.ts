/** Entry for the browser: the server is a web worker. */
import type { ExtensionContext } from 'vscode';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  startClient(context, {
    host: 'web',
    createClient: async (log) => (await import('./browser-client.ts')).createBrowserClient(context, log),
  });
}
