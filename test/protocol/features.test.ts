// Not fixtures: these judge the conversion between the engine's words and the protocol's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-protocol';
import { applyTextEdit } from './apply-text-edits.ts';
import { LspClient } from './lsp-client.ts';
import { route, TYPO } from './manifests.ts';

const URI = 'file:///alone/route.yaml';

test('hover explains the field under the cursor and marks it', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, route('v1'));
  const hover = await client.hover(URI, { line: 6, character: 4 });
  assert.deepEqual(hover?.range, { start: { line: 6, character: 2 }, end: { line: 6, character: 7 } });
  const { contents } = hover as { readonly contents: { readonly kind: string; readonly value: string } };
  assert.equal(contents.kind, 'markdown');
  assert.match(contents.value, /hosts/);
  assert.equal(await client.hover(URI, { line: 6, character: 0 }), null);
  await client.stop();
});

test('an accepted completion stands where it belongs', async (t) => {
  const client = await LspClient.start(t, { initializationOptions: { suggestCommand: 'editor.suggest' } });
  for (const lineEnd of ['\n', '\r\n']) {
    const uri = `file:///alone/${lineEnd.length}.yaml`;
    const text = `${route('v1')}      ret\n`.replaceAll('\n', lineEnd);
    client.open(uri, text);
    const position = { line: 13, character: 9 };
    const item = (await client.complete(uri, position)).find(({ label }) => label === 'retries');
    assert.ok(item?.textEdit, 'retries is offered');
    assert.equal(item.insertTextMode, 1);
    const accepted = applyTextEdit(text, item.textEdit);
    assert.ok(accepted.includes(`${lineEnd}      retries:${lineEnd}        attempts: `), accepted);
    assert.equal(/(?<!\r)\n/.test(accepted), lineEnd === '\n', 'line ends are those of the file');
  }
  await client.stop();
});

test('completion right after an edit answers from the new text', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, route('v1'));
  // Not awaited: the edit and the question come in one piece.
  client.change(URI, { text: `${route('v1')}      ret\n` });
  const items = await client.complete(URI, { line: 13, character: 9 });
  assert.ok(
    items.some(({ label }) => label === 'retries'),
    'the key of the new line',
  );
  client.change(URI, { text: 'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n' });
  const after = await client.complete(URI, { line: 2, character: 12 });
  assert.ok(!after.some(({ label }) => label === 'retries'));
  await client.stop();
});

test('a header that has run into one line is an error in the editor, too', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, route('v1'));
  client.change(URI, { text: route('v1').replace(/apiVersion: .*\n/, 'apiVersion: ne') });
  assert.deepEqual(await client.rules(URI), ['yaml/syntax']);
  await client.stop();
});

test('without snippets the inserted text has no placeholders', async (t) => {
  const client = await LspClient.start(t, { capabilities: { textDocument: { completion: {} } } });
  const text = `${route('v1')}      ret\n`;
  client.open(URI, text);
  const items = await client.complete(URI, { line: 13, character: 9 });
  assert.ok(items.length > 0);
  for (const item of items) {
    assert.equal(item.insertTextFormat, 1, item.label);
    assert.doesNotMatch(item.textEdit?.newText ?? '', /\$/, item.label);
  }
  await client.stop();
});

test('symbols are a tree of resources', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, `${route('v1')}---\n${TYPO}`);
  const symbols = await client.request<readonly DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: URI },
  });
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ['VirtualService shop/cart', 'VirtualService cart'],
  );
  assert.deepEqual(symbols[1]?.range.start, { line: 14, character: 0 });
  assert.deepEqual(
    symbols[0]?.children?.map(({ name }) => name),
    ['hosts', 'http'],
  );
  await client.stop();
});

test('a client that keeps first lines in sight gets the kind around the name', async (t) => {
  const client = await LspClient.start(t, { initializationOptions: { showsFirstLines: true } });
  client.open(URI, route('v1'));
  const [kind] = await client.request<readonly DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument: { uri: URI },
  });
  assert.equal(kind?.name, 'VirtualService');
  assert.equal(kind.selectionRange.start.line, 1);
  const [name] = kind.children ?? [];
  assert.equal(name?.name, 'shop/cart');
  assert.deepEqual(
    name.children?.map((child) => child.name),
    ['hosts', 'http'],
  );
  await client.stop();
});

test('features can be switched off', async (t) => {
  const off = { hover: { enable: false }, completion: { enable: false }, diagnostics: { enable: false } };
  const client = await LspClient.start(t, { settings: new Map([['', { meshwright: off }]]) });
  client.open(URI, `${route('v1')}      ret\n`);
  assert.deepEqual(await client.pull(URI), []);
  assert.equal(await client.hover(URI, { line: 6, character: 4 }), null);
  assert.deepEqual(await client.complete(URI, { line: 13, character: 9 }), []);
  await client.stop();
});

test('positions count UTF-8 bytes for a client that can do nothing else', async (t) => {
  const client = await LspClient.start(t, { capabilities: { general: { positionEncodings: ['utf-8'] } } });
  assert.equal(client.initialized.capabilities.positionEncoding, 'utf-8');
  const flow = (key: string) =>
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: cart }\nspec: { hosts: ["é😀"], ${key}: [] }\n`;
  client.open(URI, flow('gateways'));
  // `é` is two bytes and one unit, `😀` four bytes and two units.
  const start = 'spec: { hosts: ["'.length + 6 + '"], '.length;
  client.change(URI, {
    range: { start: { line: 3, character: start }, end: { line: 3, character: start + 'gateways'.length } },
    text: 'gatewayz',
  });
  const found = (await client.pull(URI)).find(({ code }) => code === 'schema/unknown-field');
  assert.deepEqual(found?.range, {
    start: { line: 3, character: start },
    end: { line: 3, character: start + 'gatewayz'.length },
  });
  await client.stop();
});

test('CRLF files have the same ranges as LF files', async (t) => {
  const client = await LspClient.start(t);
  client.open(URI, TYPO);
  client.open('file:///alone/crlf.yaml', TYPO.replaceAll('\n', '\r\n'));
  const plain = await client.pull(URI);
  const crlf = await client.pull('file:///alone/crlf.yaml');
  assert.ok(plain.length > 0);
  assert.deepEqual(
    crlf.map(({ range, code }) => ({ range, code })),
    plain.map(({ range, code }) => ({ range, code })),
  );
  await client.stop();
});
