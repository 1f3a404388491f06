/** Entry of the server as a web worker: files come through the client. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { PANELS } from '../features/panels/panels.ts';
import { inProtocolOrder } from '../lsp/lifecycle.ts';
import { startServer } from '../lsp/server.ts';

declare const self: DedicatedWorkerGlobalScope;

const writer = new BrowserMessageWriter(self);
const { reader } = inProtocolOrder(new BrowserMessageReader(self), writer);
const connection = createConnection(ProposedFeatures.all, reader, writer);

startServer(connection, {
  files: undefined,
  helm: undefined,
  panels: PANELS,
  version: process.env['MESHWRIGHT_VERSION'] ?? '0.0.0',
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  date: () => Date.now(),
  giveWay: () => new Promise((resolve) => setTimeout(resolve, 0)),
});
