// Not fixtures: these talk to the process in frames that no client library would send.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { serverBundle } from './server-bundle.ts';

const RUNTIME = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;

interface Answer {
  readonly id?: number | null;
  readonly error?: { readonly code: number };
  readonly result?: unknown;
}

class RawClient {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  stderr = '';
  #text = '';

  constructor(t: TestContext, bundle: string) {
    this.child = spawn(RUNTIME, [bundle, 'lsp', '--stdio']);
    t.after(() => this.child.kill('SIGKILL'));
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.stdout.setEncoding('utf8').on('data', (part: string) => {
      this.#text += part;
    });
    this.child.stderr.setEncoding('utf8').on('data', (part: string) => {
      this.stderr += part;
    });
    this.child.stdin.on('error', () => {});
  }

  send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  async answer(isWanted: (answer: Answer) => boolean): Promise<Answer> {
    for (const start = Date.now(); Date.now() - start < 20_000; ) {
      const found = this.#text
        .split(/Content-Length: \d+\r\n\r\n/)
        .filter((body) => body.endsWith('}'))
        .map((body) => JSON.parse(body) as Answer)
        .find(isWanted);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no answer in ${this.#text}`);
  }

  async code(id: number): Promise<number | undefined> {
    return (await this.answer((answer) => answer.id === id)).error?.code;
  }
}

const INITIALIZE = {
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {} },
};
const HOVER = {
  method: 'textDocument/hover',
  params: { textDocument: { uri: 'file:///a.yaml' }, position: { line: 0, character: 0 } },
};

test('messages out of order are answered as the protocol says', async (t) => {
  const client = new RawClient(t, await serverBundle());
  client.send({ id: 1, ...HOVER });
  assert.equal(await client.code(1), -32002);
  client.send({ method: 'textDocument/didOpen', params: {} });
  client.send({ id: 2, ...INITIALIZE });
  assert.equal(await client.code(2), undefined);
  client.send({ id: 3, ...INITIALIZE });
  assert.equal(await client.code(3), -32600);
  client.send({ id: 4, method: 'shutdown' });
  assert.equal(await client.code(4), undefined);
  client.send({ id: 5, ...HOVER });
  assert.equal(await client.code(5), -32600);
  client.send({ method: 'exit' });
  assert.equal(await client.ended, 0);
});

test('exit without shutdown ends with 1', async (t) => {
  const client = new RawClient(t, await serverBundle());
  client.send({ method: 'exit' });
  assert.equal(await client.ended, 1);
});

test('a frame without a length is a parse error', async (t) => {
  const client = new RawClient(t, await serverBundle());
  client.child.stdin.write('Content-Type: application/vscode-jsonrpc\r\n\r\n');
  assert.equal((await client.answer((answer) => answer.id === null)).error?.code, -32700);
  client.send({ id: 1, ...INITIALIZE });
  assert.equal(await client.code(1), undefined);
});

test('a closed output ends the process without a word', async (t) => {
  const client = new RawClient(t, await serverBundle());
  client.send({ id: 1, ...INITIALIZE });
  await client.code(1);
  client.child.stdout.destroy();
  for (let id = 2; id < 20; id++) client.send({ id, ...HOVER });
  assert.equal(await client.ended, 1);
  assert.equal(client.stderr, '');
});
