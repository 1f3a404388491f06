// Not fixtures: the inputs are too large or too broken to be written down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestFolder } from './folder.ts';
import { LspClient } from './lsp-client.ts';
import { route, TYPO } from './manifests.ts';

const HEADER = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: cart\n';

function aliasBomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
    return `  a${level}: &a${level} [${items.join(', ')}]\n`;
  });
  return `${HEADER}spec:\n${levels.join('')}`;
}

const BAD: Readonly<Record<string, { readonly text: string; readonly rule: string }>> = {
  'unclosed flow map': { text: `${HEADER}spec: { hosts: [cart], http: [\n`, rule: 'yaml/syntax' },
  'alias bomb': { text: aliasBomb(), rule: 'yaml/too-many-aliases' },
  '10,000-deep nesting': {
    text: `${HEADER}spec: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
    rule: 'yaml/too-deep',
  },
  '10,000-deep block nesting': {
    text: `${HEADER}spec:\n  a:\n${'  '.repeat(2)}${'- '.repeat(10_000)}x\n`,
    rule: 'yaml/too-deep',
  },
  '20 MB file': {
    text: `${HEADER}spec:\n${'  # a long comment line\n'.repeat(900_000)}`,
    rule: 'file/too-large',
  },
};

for (const [name, { text, rule }] of Object.entries(BAD)) {
  test(`${name}: one clear diagnostic and a server that still answers`, async (t) => {
    const client = await LspClient.start(t);
    const uri = 'file:///alone/bad.yaml';
    client.open(uri, text);
    const found = await client.pull(uri);
    assert.deepEqual(
      found.map(({ code }) => code),
      [rule],
    );
    await client.hover(uri, { line: 4, character: 2 });
    await client.complete(uri, { line: 4, character: 6 });
    await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    client.open('file:///alone/typo.yaml', TYPO);
    assert.ok((await client.rules('file:///alone/typo.yaml')).includes('schema/unknown-field'));
    assert.deepEqual(client.logged, []);
    client.change(uri, { text: TYPO.replace('hostz', 'hosts') });
    assert.equal((await client.rules(uri)).includes(rule), false);
    await client.stop();
  });
}

test('files on the disk that have no text get one clear diagnostic each', async (t) => {
  const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
  const folder = new TestFolder(t, {
    'latin1.yaml': Buffer.concat([bytes(`${HEADER}# `, 'utf8'), Buffer.from([0xe9, 0x0a])]),
    'utf16.yaml': Buffer.concat([Buffer.from([0xff, 0xfe]), bytes(TYPO, 'utf16le')]),
    'binary.yaml': Buffer.concat([bytes(HEADER, 'utf8'), Buffer.alloc(64)]),
    'large.yaml': `${HEADER}${'# a long comment line\n'.repeat(950_000)}`,
    'picture.yaml': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff]),
    'typo.yaml': TYPO,
  });
  const client = await LspClient.start(t, { folders: [folder] });
  const reports = await client.pullWorkspace();
  const codes = Object.fromEntries(
    [...reports].map(([uri, report]) => [
      uri.slice(folder.uri.length + 1),
      report.kind === 'full' ? report.items.map(({ code }) => code) : [],
    ]),
  );
  assert.deepEqual(codes['latin1.yaml'], ['yaml/not-utf8']);
  assert.deepEqual(codes['utf16.yaml'], ['yaml/not-utf8']);
  assert.deepEqual(codes['binary.yaml'], ['yaml/binary']);
  assert.deepEqual(codes['large.yaml'], ['file/too-large']);
  assert.equal(codes['picture.yaml'], undefined, 'none of our groups stands in it');
  assert.ok(codes['typo.yaml']?.includes('schema/unknown-field'));
  // Opened, the editor has decoded it: there is a text to judge.
  client.open(folder.uriOf('latin1.yaml'), TYPO);
  assert.ok((await client.rules(folder.uriOf('latin1.yaml'))).includes('schema/unknown-field'));
  await client.stop();
});

test('typing through a document never breaks anything', async (t) => {
  const client = await LspClient.start(t);
  const uri = 'file:///alone/typed.yaml';
  const text = `${route('v1')}---\n${TYPO}`;
  client.open(uri, '');
  for (let end = 0; end <= text.length; end += 7) {
    client.change(uri, { text: text.slice(0, end) });
    const line = text.slice(0, end).split('\n').length - 1;
    const position = { line, character: end - text.lastIndexOf('\n', end - 1) - 1 };
    await Promise.all([client.pullReport(uri), client.complete(uri, position), client.hover(uri, position)]);
  }
  client.change(uri, { text });
  assert.ok((await client.rules(uri)).includes('schema/unknown-field'));
  assert.deepEqual(client.logged, []);
  await client.stop();
});
