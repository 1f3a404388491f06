// Not fixtures: the same server over the other ways by which editors start it.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createProtocolConnection,
  type DataCallback,
  type Disposable,
  IPCMessageReader,
  IPCMessageWriter,
  type Message,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { TYPO } from './manifests.ts';
import { serverBundle } from './server-bundle.ts';

const URI = 'file:///alone/typo.yaml';

async function talk(connection: ProtocolConnection): Promise<void> {
  const initialize = { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } };
  const { serverInfo } = await connection.sendRequest<{ serverInfo: { name: string } }>(
    'initialize',
    initialize,
  );
  assert.equal(serverInfo.name, 'meshwright');
  await connection.sendNotification('initialized', {});
  const textDocument = { uri: URI, languageId: 'yaml', version: 1, text: TYPO };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const { items } = await connection.sendRequest<{ items: readonly { readonly code: string }[] }>(
    'textDocument/diagnostic',
    { textDocument: { uri: URI } },
  );
  assert.ok(items.some(({ code }) => code === 'schema/unknown-field'));
  await connection.sendRequest('shutdown');
}

test('a Node process with an IPC channel, as the desktop editor starts it', async (t) => {
  const execPath = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;
  const child = fork(await serverBundle(), ['lsp', '--node-ipc', '--clientProcessId=1'], {
    execPath,
    execArgv: [],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  await talk(connection);
  await connection.sendNotification('exit');
  assert.equal(await ended, 0);
});

test('a web worker, where nothing of Node exists', async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  const self = {
    postMessage: (message: unknown) => port2.postMessage(message),
    addEventListener: () => {},
    onmessage: (_event: { readonly data: unknown }) => {},
  };
  port2.on('message', (data: unknown) => self.onmessage({ data }));
  // All that a worker has and the server needs; `process`, `require` and `Buffer` are not among it.
  const scope = { self, performance, setTimeout, clearTimeout, TextDecoder, TextEncoder, atob, console, URL };
  runInContext(readFileSync(await serverBundle('browser'), 'utf8'), createContext(scope));
  const connection = createProtocolConnection(new PortReader(port1), new PortWriter(port1));
  connection.listen();
  await talk(connection);
});

type Port = MessageChannel['port1'];

class PortReader extends AbstractMessageReader {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    this.#port.on('message', callback);
    return { dispose: () => this.#port.off('message', callback) };
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
  }

  async write(message: Message): Promise<void> {
    this.#port.postMessage(message);
  }

  end(): void {}
}
