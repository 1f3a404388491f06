/** Entry for the desktop (and remote hosts): the server is a process of its own. */
import { open } from 'node:fs/promises';
import { type ExtensionContext, type Uri, workspace } from 'vscode';
import { startClient } from './client.ts';

export function activate(context: ExtensionContext): void {
  startClient(context, {
    host: 'node',
    readHead,
    createClient: async (log) => (await import('./node-client.ts')).createNodeClient(context, log),
  });
}

/** The editor's own file system reads whole files only. */
async function readHead(uri: Uri, bytes: number): Promise<Uint8Array> {
  if (uri.scheme !== 'file') return (await workspace.fs.readFile(uri)).subarray(0, bytes);
  const file = await open(uri.fsPath);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
