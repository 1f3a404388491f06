// Not fixtures: these judge what is answered while files are still being read, and what is not done any more.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CodeAction, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver-protocol';
import { applyTextEdits, editsOf } from './apply-text-edits.ts';
import { type ClientOptions, LspClient } from './lsp-client.ts';
import { route, rule, SUBSET_RULE, service, TYPO } from './manifests.ts';

const FOLDER = 'virtual:/mesh';
const OPEN = `${FOLDER}/typo.yaml`;

/** A server that reads a folder which is not told to it before `read` is called, or whose files are not. */
async function whileReading(
  t: TestContext,
  { gate: gated = 'gate', ...options }: ClientOptions & { readonly gate?: 'gate' | 'readGate' } = {},
): Promise<{ client: LspClient; read(): void }> {
  let read = () => {};
  const gate = new Promise<void>((resolve) => {
    read = resolve;
  });
  const files = new Map([
    [OPEN, TYPO],
    [`${FOLDER}/service.yaml`, service()],
    [`${FOLDER}/rule.yaml`, rule('v1')],
    [`${FOLDER}/route.yaml`, route('v9')],
  ]);
  const client = await LspClient.start(t, {
    ...options,
    virtual: { folder: FOLDER, files, [gated]: gate },
    initializationOptions: { readThroughClient: ['virtual'] },
  });
  client.open(OPEN, TYPO);
  return { client, read };
}

/** Whether the promise is still open when everything that was sent before is answered. */
async function isOpen(client: LspClient, promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  const note = () => {
    done = true;
  };
  promise.then(note, note);
  await client.hover(OPEN, { line: 0, character: 0 });
  return !done;
}

test('the light bulb answers while the mesh is still being read', async (t) => {
  // As an editor shows it from an earlier session.
  const alone = await LspClient.start(t);
  alone.open('file:///alone/typo.yaml', TYPO);
  const shown = (await alone.pull('file:///alone/typo.yaml')).find(
    ({ code }) => code === 'schema/unknown-field',
  ) as Diagnostic;
  assert.ok(shown);
  await alone.stop();

  const { client, read } = await whileReading(t);
  const findings = client.pullWorkspace();
  const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: OPEN },
    range: shown.range,
    context: { diagnostics: [shown] },
  });
  const fix = actions.find(({ isPreferred }) => isPreferred === true);
  assert.equal(applyTextEdits(TYPO, editsOf(fix?.edit, OPEN)), TYPO.replace('hostz', 'hosts'));
  assert.ok(await isOpen(client, findings), 'the mesh is read already: nothing was shown');
  read();
  const route = (await findings).get(`${FOLDER}/route.yaml`);
  assert.deepEqual(route?.kind === 'full' ? route.items.map(({ code }) => code) : [], [SUBSET_RULE]);
  await client.stop();
});

test('a request that is cancelled while it waits is answered so, and does not hold up the others', async (t) => {
  const { client, read } = await whileReading(t);
  const symbols = client.cancellable('workspace/symbol', { query: 'cart' });
  const others = client.request<readonly unknown[]>('workspace/symbol', { query: 'cart' });
  const refused = assert.rejects(symbols.answer, { code: LSPErrorCodes.RequestCancelled });
  symbols.cancel();
  assert.ok(await isOpen(client, others));
  read();
  await refused;
  assert.ok((await others).length >= 3);
  await client.stop();
});

test('a pull hears what is certain before the files are read, and is told to ask again', async (t) => {
  const { client, read } = await whileReading(t, { gate: 'readGate' });
  const early = await client.pullReport(OPEN);
  assert.ok(early.kind === 'full' && early.resultId?.startsWith('early:') === true, JSON.stringify(early));
  assert.deepEqual(
    early.items.map(({ code }) => code),
    ['schema/unknown-field'],
  );
  client.change(OPEN, { text: TYPO.replace('hostz', 'hosty') });
  const edited = await client.pullReport(OPEN);
  assert.ok(edited.kind === 'full' && String(edited.items[0]?.message).includes('hosty'));
  client.open(`${FOLDER}/route.yaml`, route('v9'));
  const route9 = await client.pullReport(`${FOLDER}/route.yaml`);
  assert.deepEqual(route9.kind === 'full' ? route9.items : undefined, [], 'nothing is certain of a subset');
  assert.equal(client.refreshes, 0);
  read();
  await client.until('refresh', () => client.refreshes > 0);
  assert.deepEqual(await client.rules(`${FOLDER}/route.yaml`), [SUBSET_RULE]);
  const later = await client.pull(OPEN);
  assert.ok(later.some(({ message }) => message === edited.items[0]?.message));
  await client.stop();
});

test('a client that cannot be told to ask again hears everything at once', async (t) => {
  const capabilities = { workspace: { diagnostics: { refreshSupport: false } } };
  const { client, read } = await whileReading(t, { gate: 'readGate', capabilities });
  const report = client.pullReport(OPEN);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(await isOpen(client, report), 'it was answered before the files were read');
  read();
  const { kind, resultId } = await report;
  assert.ok(kind === 'full' && resultId?.startsWith('early:') === false);
  await client.stop();
});

test('a client that does not ask is sent what is certain, and the rest later', async (t) => {
  const { client, read } = await whileReading(t, { gate: 'readGate', mode: 'push' });
  client.open(`${FOLDER}/route.yaml`, route('v9'));
  await client.until('early findings', () => client.published.has(OPEN));
  assert.deepEqual(
    client.published.get(OPEN)?.diagnostics.map(({ code }) => code),
    ['schema/unknown-field'],
  );
  assert.equal(client.published.has(`${FOLDER}/route.yaml`), false, 'nothing found early is no answer');
  client.change(OPEN, { text: TYPO.replace('hostz', 'hosts') });
  await client.until('none', () => client.published.get(OPEN)?.diagnostics.length === 0);
  read();
  assert.deepEqual(
    (await client.pushed(`${FOLDER}/route.yaml`)).map(({ code }) => code),
    [SUBSET_RULE],
  );
  await client.stop();
});
