// Not fixtures: these judge formatting, folding and selections as a client gets them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentLink, FoldingRange, SelectionRange, TextEdit } from 'vscode-languageserver-protocol';
import { applyTextEdits } from './apply-text-edits.ts';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { route } from './manifests.ts';

const options = { tabSize: 2, insertSpaces: true };
const SLOPPY = route('v1')
  .replace('  name: cart', '     name:   cart')
  .replace('  namespace: shop', '     namespace: shop');

test('the server formats, folds and grows selections', async (t) => {
  const folder = new TestFolder(t, { 'route.yaml': SLOPPY });
  const client = await LspClient.start(t, { folders: [folder] });
  const { capabilities } = client.initialized;
  assert.equal(capabilities.documentFormattingProvider, true);
  assert.equal(capabilities.documentRangeFormattingProvider, true);
  const uri = folder.uriOf('route.yaml');
  const textDocument = { uri };
  client.open(uri, SLOPPY);
  const edits = await client.request<readonly TextEdit[]>('textDocument/formatting', {
    textDocument,
    options,
  });
  assert.equal(applyTextEdits(SLOPPY, edits), route('v1'));
  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 99 } };
  const part = await client.request<readonly TextEdit[]>('textDocument/rangeFormatting', {
    textDocument,
    range,
    options,
  });
  assert.equal(applyTextEdits(SLOPPY, part), route('v1'));
  const folds = await client.request<readonly FoldingRange[]>('textDocument/foldingRange', { textDocument });
  assert.deepEqual(folds[1], { startLine: 5, endLine: 12 });
  const [grown] = await client.request<readonly SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions: [{ line: 7, character: 7 }],
  });
  assert.deepEqual(grown?.range, { start: { line: 7, character: 6 }, end: { line: 7, character: 10 } });
  assert.equal(grown?.parent?.range.start.line, 7);
  await client.stop();
});

test('links lead to reference pages and written addresses', async (t) => {
  const text = `# é 😀\r\n---\r\napiVersion: security.istio.io/v1\r\nkind: RequestAuthentication\r\nmetadata: { name: people }\r\nspec:\r\n  jwtRules: [{ issuer: é😀, jwksUri: "https://id.example/keys" }]\r\n`;
  const folder = new TestFolder(t, { 'people.yaml': text });
  const client = await LspClient.start(t, { folders: [folder] });
  assert.deepEqual(client.initialized.capabilities.documentLinkProvider, {});
  const uri = folder.uriOf('people.yaml');
  client.open(uri, text);
  const [keys, ...more] = await client.request<readonly DocumentLink[]>('textDocument/documentLink', {
    textDocument: { uri },
  });
  assert.deepEqual(more, []);
  const column = text.split('\r\n')[6]?.indexOf('https') ?? -1;
  assert.deepEqual(keys, {
    range: { start: { line: 6, character: column }, end: { line: 6, character: column + 23 } },
    target: 'https://id.example/keys',
  });
  await client.stop();
});

test('files of others keep the folding of their editor', async (t) => {
  const compose = 'services:\n  web:\n    image: web\n';
  const folder = new TestFolder(t, { 'compose.yaml': compose, 'route.yaml': route('v1') });
  const client = await LspClient.start(t, { folders: [folder] });
  const { capabilities } = client.initialized;
  assert.equal(capabilities.foldingRangeProvider, true);
  assert.equal(capabilities.selectionRangeProvider, true);
  const textDocument = { uri: folder.uriOf('compose.yaml') };
  client.open(textDocument.uri, compose);
  assert.equal(await client.request('textDocument/foldingRange', { textDocument }), null);
  const positions = [
    { line: 1, character: 3 },
    { line: 9, character: 9 },
  ];
  const grown = await client.request<readonly SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions,
  });
  assert.equal(grown.length, positions.length);
  client.change(textDocument.uri, { text: `${route('v1')}---\n${compose}` });
  const folds = await client.request<readonly FoldingRange[]>('textDocument/foldingRange', { textDocument });
  assert.deepEqual(folds.at(-1), { startLine: 15, endLine: 16 });
  await client.stop();
});

test('formatting can be switched off', async (t) => {
  const folder = new TestFolder(t, { 'route.yaml': SLOPPY });
  const settings = new Map([['', { meshwright: { format: { enable: false } } }]]);
  const client = await LspClient.start(t, { folders: [folder], settings });
  const uri = folder.uriOf('route.yaml');
  client.open(uri, SLOPPY);
  await client.pullWorkspace();
  assert.equal(await client.request('textDocument/formatting', { textDocument: { uri }, options }), null);
  await client.stop();
});
