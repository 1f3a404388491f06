// Not fixtures: these judge formatting, folding and selections as a client gets them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoldingRange, SelectionRange, TextEdit } from 'vscode-languageserver-protocol';
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
  assert.deepEqual(folds[1], { startLine: 2, endLine: 4 });
  const [grown] = await client.request<readonly SelectionRange[]>('textDocument/selectionRange', {
    textDocument,
    positions: [{ line: 7, character: 7 }],
  });
  assert.deepEqual(grown?.range, { start: { line: 7, character: 6 }, end: { line: 7, character: 10 } });
  assert.equal(grown?.parent?.range.start.line, 7);
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
