/** The language server in a Node process, on the transport that the process was started with. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { nodeFiles } from './node-files.ts';

/** Ends the process with the connection: 0 when the editor said goodbye, else 1. */
export function startNodeServer(): void {
  const hasTransport = process.argv.some((arg) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(arg));
  if (!hasTransport) process.argv.push('--stdio');
  const connection = createConnection(ProposedFeatures.all);
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      connection.console.error(
        `A defect of Meshwright: ${error instanceof Error ? error.stack : String(error)}`,
      );
    });
  }
  startServer(connection, {
    files: nodeFiles(),
    version: process.env['MESHWRIGHT_VERSION'] ?? '0.0.0',
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    date: () => Date.now(),
    giveWay: () => new Promise((resolve) => setImmediate(resolve)),
  });
}
