// Not fixtures: these judge what is answered while files are still being read, and what is not done any more.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CodeAction, type Diagnostic, LSPErrorCodes } from 'vscode-languageserver-protocol';
import { applyTextEdits, editsOf } from './apply-text-edits.ts';
import { LspClient } from './lsp-client.ts';
import { route, rule, SUBSET_RULE, service, TYPO } from './manifests.ts';

const FOLDER = 'virtual:/mesh';
const OPEN = `${FOLDER}/typo.yaml`;

/** A server that reads a folder which is not told to it before `read` is called. */
async function whileReading(t: TestContext): Promise<{ client: LspClient; read(): void }> {
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
    virtual: { folder: FOLDER, files, gate },
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
