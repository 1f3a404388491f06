// Not fixtures: these judge lenses, hints, colours and linked hovers as a client gets them.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type {
  CodeLens,
  Hover,
  InlayHint,
  MarkupContent,
  Range,
  SemanticTokens,
  SemanticTokensDelta,
} from 'vscode-languageserver-protocol';
import { applyTextEdits } from './apply-text-edits.ts';
import { TestFolder } from './folder.ts';
import { type ClientOptions, LspClient } from './lsp-client.ts';
import { deployment, mesh, route, rule } from './manifests.ts';

const COMMAND = 'test.showPlaces';
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

interface Opened {
  readonly client: LspClient;
  readonly folder: TestFolder;
  readonly uri: string;
}

async function opened(t: TestContext, name: string, options: ClientOptions = {}): Promise<Opened> {
  const files = mesh();
  const folder = new TestFolder(t, files);
  const client = await LspClient.start(t, {
    folders: [folder],
    initializationOptions: { showPlacesCommand: COMMAND },
    ...options,
  });
  const uri = folder.uriOf(name);
  client.open(uri, files[name] ?? '');
  await client.pullWorkspace();
  return { client, folder, uri };
}

/** Resolved, as `line: title`. */
async function lenses({ client, uri }: Opened): Promise<readonly string[]> {
  const found = await resolved({ client, uri });
  return found.map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

async function resolved({ client, uri }: Pick<Opened, 'client' | 'uri'>): Promise<readonly CodeLens[]> {
  const found = await client.request<readonly CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  for (const { command } of found) assert.equal(command, undefined, 'texts are made on demand');
  return Promise.all(found.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
}

async function hints({ client, uri }: Opened, range = WHOLE): Promise<readonly InlayHint[]> {
  return client.request('textDocument/inlayHint', { textDocument: { uri }, range });
}

test('lenses count when they are asked, and lead to the places', async (t) => {
  const here = await opened(t, 'rule.yaml');
  const { client, folder } = here;
  assert.deepEqual(await lenses(here), ['8: 1 reference', '8: selects 1 workload']);
  const [references, workloads] = await resolved(here);
  assert.equal(references?.command?.command, COMMAND);
  const [uri, position, locations] = references.command.arguments ?? [];
  assert.equal(uri, here.uri);
  assert.deepEqual(position, references.range.start);
  assert.deepEqual(locations, [
    {
      uri: folder.uriOf('route.yaml'),
      range: { start: { line: 12, character: 20 }, end: { line: 12, character: 22 } },
    },
  ]);
  assert.equal(workloads?.command?.arguments?.[2][0].uri, folder.uriOf('deployment.yaml'));
  await client.stop();
});

test('a client without a command of its own gets the texts alone', async (t) => {
  const here = await opened(t, 'rule.yaml', { initializationOptions: undefined });
  const found = await resolved(here);
  assert.deepEqual(
    found.map(({ command }) => command),
    [
      { title: '1 reference', command: '' },
      { title: 'selects 1 workload', command: '' },
    ],
  );
  await here.client.stop();
});

test('a lens whose object has gone in between has no text', async (t) => {
  const { client, uri } = await opened(t, 'rule.yaml');
  const [lens] = await client.request<readonly CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri },
  });
  client.change(uri, { text: '# nothing\n' });
  assert.deepEqual((await client.request<CodeLens>('codeLens/resolve', lens)).command, {
    title: '',
    command: '',
  });
  await client.stop();
});

test('each lens and each hint can be switched off', async (t) => {
  const settings = new Map([
    ['', { meshwright: { codeLens: { references: false }, inlayHints: { hosts: false, defaults: true } } }],
  ]);
  const here = await opened(t, 'rule.yaml', { settings });
  assert.deepEqual(await lenses(here), ['8: selects 1 workload']);
  assert.deepEqual(await hints(here), []);
  const routeUri = here.folder.uriOf('route.yaml');
  here.client.open(routeUri, route('v1'));
  const shown = await hints({ ...here, uri: routeUri });
  assert.deepEqual(
    shown.map(({ label }) => label),
    ['no timeout, up to 2 retries'],
  );
  await here.client.stop();
});

test('hints stand in the range that is asked for, and can be accepted', async (t) => {
  const here = await opened(t, 'route.yaml');
  const found = await hints(here);
  assert.deepEqual(
    found.map(({ position: { line, character }, label, paddingLeft }) => [
      line,
      character,
      label,
      paddingLeft,
    ]),
    [
      [7, 10, '.shop.svc.cluster.local', false],
      [11, 22, '.shop.svc.cluster.local', false],
    ],
  );
  const edits = found.flatMap(({ textEdits }) => textEdits ?? []);
  assert.ok(applyTextEdits(route('v1'), edits).includes('            host: cart.shop.svc.cluster.local\n'));
  const first = { start: WHOLE.start, end: { line: 8, character: 0 } };
  assert.equal((await hints(here, first)).length, 1);
  await here.client.stop();
});

/** `line:start+length` of each token. */
function places(data: readonly number[]): readonly string[] {
  let line = 0;
  let start = 0;
  const found: string[] = [];
  for (let at = 0; at + 4 < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    start = down === 0 ? start + right : right;
    line += down;
    found.push(`${line}:${start}+${length}`);
  }
  return found;
}

test('colours come whole, in a range, and as a difference', async (t) => {
  const { client, uri } = await opened(t, 'route.yaml');
  const textDocument = { uri };
  const { legend } = client.initialized.capabilities.semanticTokensProvider ?? {};
  assert.deepEqual(legend?.tokenTypes, ['meshHost', 'meshSubset', 'meshReference', 'meshDuration']);
  const whole = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
  assert.deepEqual(places(whole.data), ['3:8+4', '4:13+4', '7:6+4', '11:18+4', '12:20+2']);
  const range = { start: { line: 11, character: 0 }, end: { line: 12, character: 0 } };
  const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
    textDocument,
    range,
  });
  assert.deepEqual(places(part.data), ['11:18+4']);
  client.change(uri, { text: route('v1').replace('subset: v1', 'subset: v100') });
  const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: whole.resultId,
  });
  const data = [...whole.data];
  for (const { start, deleteCount, data: fresh = [] } of delta.edits)
    data.splice(start, deleteCount, ...fresh);
  assert.deepEqual(places(data).at(-1), '12:20+4');
  await client.stop();
});

test('clients that do not know our types get standard ones', async (t) => {
  const client = await LspClient.start(t);
  const { legend } = client.initialized.capabilities.semanticTokensProvider ?? {};
  assert.deepEqual(legend?.tokenTypes, ['class', 'enumMember', 'variable', 'number']);
  await client.stop();
});

test('what changes elsewhere is drawn anew, once for many changes, and only by clients that can', async (t) => {
  const refreshSupport = { refreshSupport: true };
  const can = {
    workspace: { codeLens: refreshSupport, inlayHint: refreshSupport, semanticTokens: refreshSupport },
  };
  const here = await opened(t, 'rule.yaml', { capabilities: can });
  const { client, folder } = here;
  await client.until('first drawing', () => client.redrawn.length >= 3);
  client.redrawn.length = 0;
  for (const version of ['v2', 'v3', 'v1']) {
    const name = `more-${version}.yaml`;
    folder.write(name, deployment('v1').replace('cart-v1', `cart-more-${version}`));
    client.fileEvent(folder.uriOf(name), 1);
  }
  await client.until('a drawing', () => client.redrawn.length >= 3);
  assert.deepEqual([...client.redrawn].sort(), ['codeLens', 'inlayHint', 'semanticTokens']);
  assert.deepEqual(await lenses(here), ['8: 1 reference', '8: selects 4 workloads']);
  await client.stop();
  const plain = await opened(t, 'rule.yaml');
  plain.client.change(plain.uri, { text: rule('v2') });
  await plain.client.pullWorkspace();
  assert.deepEqual(plain.client.redrawn, []);
  await plain.client.stop();
});

function contentsOf(found: Hover | null): MarkupContent {
  assert.ok(found);
  return found.contents as MarkupContent;
}

test('a hover links to the lines of files', async (t) => {
  const { client, folder, uri } = await opened(t, 'route.yaml');
  const found = await client.hover(uri, { line: 12, character: 21 });
  const { value } = contentsOf(found);
  assert.ok(value.includes(`DestinationRule [\`shop/cart\`](${folder.uriOf('rule.yaml')}#L4)`), value);
  assert.ok(value.includes(`[\`cart-v1\`](${folder.uriOf('deployment.yaml')}#L4)`), value);
  assert.doesNotMatch(value, /place:\d/);
  await client.stop();
});

test('a client that shows plain text gets names without links', async (t) => {
  const { client, uri } = await opened(t, 'route.yaml', { capabilities: { textDocument: { hover: {} } } });
  const found = await client.hover(uri, { line: 12, character: 21 });
  const { kind, value } = contentsOf(found);
  assert.equal(kind, 'plaintext');
  assert.ok(value.includes('`cart-v1`'));
  assert.doesNotMatch(value, /file:|place:/);
  await client.stop();
});
