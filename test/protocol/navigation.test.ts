// Not fixtures: these judge the conversion between the engine's words and the protocol's, over the real connection.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  Location,
  LocationLink,
  Position,
  Range,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { applyTextEdits, editsOf } from './apply-text-edits.ts';
import { TestFolder } from './folder.ts';
import { type ClientOptions, LspClient } from './lsp-client.ts';
import { deployment, mesh, route, rule } from './manifests.ts';

const SUBSET_IN_ROUTE: Position = { line: 12, character: 21 };

async function started(t: TestContext, options: ClientOptions = {}) {
  const folder = new TestFolder(t, mesh());
  const client = await LspClient.start(t, { ...options, folders: [folder] });
  client.open(folder.uriOf('route.yaml'), route('v1'));
  await client.pull(folder.uriOf('route.yaml'));
  const at = (position: Position) => ({
    textDocument: { uri: folder.uriOf('route.yaml') },
    position,
  });
  return { folder, client, at };
}

test('definition of a subset is in another file', async (t) => {
  const { folder, client, at } = await started(t);
  const locations = await client.request<readonly Location[]>('textDocument/definition', at(SUBSET_IN_ROUTE));
  assert.deepEqual(locations, [{ uri: folder.uriOf('rule.yaml'), range: word(8, 12, 'v1') }]);
  await client.stop();
});

test('a client that knows links is told what it asked about', async (t) => {
  const capabilities = { textDocument: { diagnostic: {}, definition: { linkSupport: true } } };
  const { client, at } = await started(t, { capabilities });
  const links = await client.request<readonly LocationLink[]>('textDocument/definition', at(SUBSET_IN_ROUTE));
  assert.deepEqual(links[0]?.originSelectionRange, word(12, 20, 'v1'));
  assert.deepEqual(links[0]?.targetSelectionRange, word(8, 12, 'v1'));
  await client.stop();
});

test('behind a host run its workloads', async (t) => {
  const { folder, client, at } = await started(t);
  const locations = await client.request<readonly Location[]>(
    'textDocument/typeDefinition',
    at({ line: 11, character: 19 }),
  );
  assert.deepEqual(locations, [{ uri: folder.uriOf('deployment.yaml'), range: word(3, 8, 'cart-v1') }]);
  await client.stop();
});

test('references with and without the definition, and highlights', async (t) => {
  const { folder, client, at } = await started(t);
  const asked = { ...at(SUBSET_IN_ROUTE), context: { includeDeclaration: false } };
  const uses = await client.request<readonly Location[]>('textDocument/references', asked);
  assert.deepEqual(uses, [{ uri: folder.uriOf('route.yaml'), range: word(12, 20, 'v1') }]);
  const all = await client.request<readonly Location[]>('textDocument/references', {
    ...asked,
    context: { includeDeclaration: true },
  });
  assert.equal(all.length, 2);
  const marks = await client.request<readonly DocumentHighlight[]>(
    'textDocument/documentHighlight',
    at({ line: 11, character: 19 }),
  );
  assert.deepEqual(
    marks.map(({ range }) => range),
    [word(7, 6, 'cart'), word(11, 18, 'cart')],
  );
  await client.stop();
});

test('a rename changes several files', async (t) => {
  const { folder, client, at } = await started(t);
  const prepared = await client.request<{ readonly range: Range; readonly placeholder: string }>(
    'textDocument/prepareRename',
    at(SUBSET_IN_ROUTE),
  );
  assert.deepEqual(prepared, { range: word(12, 20, 'v1'), placeholder: 'v1' });
  const change = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...at(SUBSET_IN_ROUTE),
    newName: 'stable',
  });
  const inRoute = applyTextEdits(route('v1'), editsOf(change, folder.uriOf('route.yaml')));
  assert.equal(inRoute, route('stable'));
  const inRule = applyTextEdits(rule('v1'), editsOf(change, folder.uriOf('rule.yaml')));
  assert.equal(inRule, rule('stable').replace('version: stable', 'version: v1'));
  await client.stop();
});

test('what cannot be renamed says why', async (t) => {
  const { client, at } = await started(t);
  const nothing = await client.request('textDocument/prepareRename', at({ line: 0, character: 3 }));
  assert.equal(nothing, null);
  await assert.rejects(
    client.request('textDocument/rename', { ...at(SUBSET_IN_ROUTE), newName: 'Not A Name' }),
    /DNS label/,
  );
  await client.stop();
});

test('symbols of the workspace', async (t) => {
  const { folder, client } = await started(t);
  const symbols = await client.request<readonly SymbolInformation[]>('workspace/symbol', { query: 'v1' });
  assert.deepEqual(symbols.map(({ name, containerName }) => `${containerName}: ${name}`).sort(), [
    'DestinationRule shop/cart: v1',
    'shop: Deployment cart-v1',
  ]);
  assert.ok(symbols.some(({ location }) => location.uri === folder.uriOf('rule.yaml')));
  const all = await client.request<readonly SymbolInformation[]>('workspace/symbol', { query: '' });
  assert.equal(all.length, 5);
  await client.stop();
});

test('who routes to a service, and where it goes', async (t) => {
  const { client, at } = await started(t);
  const [item] = await client.request<readonly CallHierarchyItem[]>(
    'textDocument/prepareCallHierarchy',
    at({ line: 11, character: 19 }),
  );
  assert.equal(item?.detail, 'Service in shop');
  const incoming = await client.request<readonly CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', {
    item,
  });
  assert.deepEqual(
    incoming.map(({ from, fromRanges }) => [from.detail, fromRanges]),
    [['VirtualService in shop', [word(11, 18, 'cart')]]],
  );
  const outgoing = await client.request<readonly CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
    item,
  });
  assert.deepEqual(
    outgoing.map(({ to }) => to.name),
    ['cart-v1'],
  );
  await client.stop();
});

test('an edit that is not saved counts', async (t) => {
  const { folder, client } = await started(t);
  const text = deployment('v1').replaceAll('app: cart', 'app: trolley');
  client.open(folder.uriOf('deployment.yaml'), text);
  const uses = await client.request<readonly Location[]>('textDocument/references', {
    textDocument: { uri: folder.uriOf('service.yaml') },
    position: { line: 7, character: 10 },
    context: { includeDeclaration: true },
  });
  assert.deepEqual(uses, [], 'the selector of the Service finds nothing any more');
  await client.stop();
});

function word(line: number, character: number, text: string): Range {
  return { start: { line, character }, end: { line, character: character + text.length } };
}
