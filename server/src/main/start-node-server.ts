/** The language server in a Node process, on the transport that the process was started with. */
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { PANELS } from '../features/panels/panels.ts';
import { inProtocolOrder } from '../lsp/lifecycle.ts';
import { startServer } from '../lsp/server.ts';
import { nodeFiles } from './node-files.ts';
import { nodeHelm } from './node-helm.ts';

/** Ends the process with the connection: 0 when the editor said goodbye, else 1. */
export function startNodeServer(): void {
  const connection = connect(process.argv);
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      connection.console.error(
        `A defect of Meshwright: ${error instanceof Error ? error.stack : String(error)}`,
      );
    });
  }
  startServer(connection, {
    files: nodeFiles(),
    helm: nodeHelm,
    panels: PANELS,
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

function connect(args: readonly string[]): Connection {
  if (args.some((arg) => /^--(?:socket|pipe)\b/.test(arg))) return createConnection(ProposedFeatures.all);
  if (args.includes('--node-ipc')) {
    const writer = new IPCMessageWriter(process);
    const { reader } = inProtocolOrder(new IPCMessageReader(process), writer);
    return createConnection(ProposedFeatures.all, reader, writer);
  }
  const writer = new StreamMessageWriter(process.stdout);
  const { reader, isShutDown } = inProtocolOrder(new StreamMessageReader(process.stdin), writer);
  const end = () => process.exit(isShutDown() ? 0 : 1);
  // Nobody is there to read or to write: no error worth a word.
  process.stdin.on('end', end).on('close', end);
  process.stdout.on('error', end);
  return createConnection(ProposedFeatures.all, reader, writer);
}
