/** Entry for the desktop (and remote hosts): the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  startClient(context, {
    host: 'node',
    createClient: async (log) => (await import('./node-client.ts')).createNodeClient(context, log),
  });
}
