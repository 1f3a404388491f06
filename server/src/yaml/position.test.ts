import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeScalar } from './decode-scalar.ts';
import { locatePath } from './navigate.ts';
import type { YamlDocument, YamlNode, YamlScalar } from './node.ts';
import { parseYamlFile } from './parse-file.ts';
import { nodeAtOffset, pathRange, scalarSubrange } from './position.ts';
import { randomManifest, seeded } from './testing/random-manifest.ts';

function parse(text: string): YamlDocument {
  const document = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document;
  assert.ok(document);
  return document;
}

/** `│` marks the offset. */
function at(marked: string): string {
  const offset = marked.indexOf('│');
  const text = marked.replace('│', '');
  const found = nodeAtOffset(parse(text), offset);
  if (found === undefined) return 'nothing';
  const { node, part, path, ancestors } = found;
  const shown = node.kind === 'scalar' ? JSON.stringify(node.text) : node.kind;
  return `${part} ${shown} at ${path || 'root'} in ${ancestors.map((each) => each.path || 'root').join(' > ')}`;
}

const OFFSETS: readonly (readonly [string, string])[] = [
  ['sp│ec:\n  a: 1\n', 'key "spec" at spec in root'],
  ['│spec: 1\n', 'key "spec" at spec in root'],
  ['spec│: 1\n', 'key "spec" at spec in root'],
  ['spec: │1\n', 'value "1" at spec in root'],
  ['spec: 1│\n', 'value "1" at spec in root'],
  ['spec:│\n', 'value "" at spec in root'],
  ['spec: │\na: 1\n', 'value "" at spec in root'],
  ['spec:   │ # x\n', 'value "" at spec in root'],
  ['spec:\n  │a: 1\n', 'key "a" at spec.a in root > spec'],
  ['spec:\n│  a: 1\n', 'value map at spec in root'],
  ['a: 1\n│\nb: 2\n', 'value map at root in '],
  ['a:\n  - x: 1\n    y│: 2\n', 'key "y" at a[0].y in root > a > a[0]'],
  ['a:\n  - x\n  - "y│z"\n', 'value "yz" at a[1] in root > a'],
  ['a:\n  -│\n', 'value "" at a[0] in root > a'],
  ['a: {b: [x, y│]}\n', 'value "y" at a.b[1] in root > a > a.b'],
  ['a: {│}\n', 'value map at a in root'],
  ['a: |\n  te│xt\nb: 1\n', 'value "text\\n" at a in root'],
  ['x: &x {k: 1}\na: *│x\n', 'value map at a in root'],
  ['x: &x {k: 1}\na:\n  <<: *x\n  l│: 1\n', 'key "l" at a.l in root > a'],
  ['"x.y/z": {q│: 1}\n', 'key "q" at ["x.y/z"].q in root > ["x.y/z"]'],
  ['# comment│\n', 'nothing'],
];

describe('nodeAtOffset', () => {
  for (const [marked, expected] of OFFSETS) {
    it(`finds ${expected} for ${JSON.stringify(marked)}`, () => {
      assert.equal(at(marked), expected);
      assert.equal(at(marked.replaceAll('\n', '\r\n')), expected);
    });
  }

  it('finds every scalar of a document at its own range and path', () => {
    const random = seeded(21);
    for (let run = 0; run < 200; run++) {
      const document = parse(randomManifest(random));
      for (const { node, path } of scalars(document.root, '')) {
        const found = nodeAtOffset(document, node.start);
        assert.equal(found?.part, 'value');
        assert.equal(found.path, path);
        assert.equal(locatePath(document.root, path)?.node, found.node);
      }
    }
  });
});

function scalars(
  node: YamlNode | undefined,
  path: string,
): { readonly node: YamlScalar; readonly path: string }[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [{ node, path }];
  if (node.kind === 'seq')
    return node.items.flatMap((item, index) => scalars(item.value, `${path}[${index}]`));
  return node.entries.flatMap(({ key, value }) => {
    const isPlain = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key.text);
    const inner = isPlain
      ? `${path === '' ? '' : `${path}.`}${key.text}`
      : `${path}[${JSON.stringify(key.text)}]`;
    return scalars(value, inner);
  });
}

describe('pathRange', () => {
  const text = 'a:\n  b: [x, yy]\n  c: &c z\nd: *c\n';
  const document = parse(text);
  const slice = (path: string, part: 'key' | 'value' | 'entry'): string | undefined => {
    const range = pathRange(document, path, part);
    return range && text.slice(range.start, range.end);
  };

  it('gives keys, values and entries', () => {
    assert.equal(slice('a.b', 'key'), 'b');
    assert.equal(slice('a.b', 'value'), '[x, yy]');
    assert.equal(slice('a.b', 'entry'), 'b: [x, yy]');
    assert.equal(slice('a.b[1]', 'value'), 'yy');
    assert.equal(slice('a.b[1]', 'key'), 'yy');
  });

  it('gives an alias its entry here and its value where it is written', () => {
    assert.equal(slice('d', 'entry'), 'd: *c');
    assert.equal(slice('d', 'value'), 'z');
  });

  it('falls back to the key of what exists', () => {
    assert.equal(slice('a.x.y', 'value'), 'a');
    assert.equal(slice('a.b[7].z', 'key'), 'b');
    assert.equal(slice('x', 'key'), text.trimEnd());
    assert.equal(pathRange(parse(''), 'a', 'key'), undefined);
  });
});

const SUBRANGES: readonly (readonly [string, string, string])[] = [
  ['a: one two three\n', 'two', 'two'],
  ['a: "one two"\n', 'two', 'two'],
  ["a: 'it''s two'\n", "t's", "t''s"],
  ["a: 'it''s two'\n", 'two', 'two'],
  ['a: "x\\ty\\u00e9z\\\\ two"\n', 'yéz', 'y\\u00e9z'],
  ['a: "x\\ty\\u00e9z\\\\ two"\n', 'two', 'two'],
  ['a: "one\n  two"\n', 'two', 'two'],
  ['a: "one \\\n  two"\n', 'two', 'two'],
  ['a: one\n  two\n', 'two', 'two'],
  ['a: |\n  one\n    two\n  three\n', '  two\nth', '  two\n  th'],
  ['a: |+\n\n  one\n\n', 'one', 'one'],
  ['a: >\n  one\n  two\n\n  three\n', 'two\nthree', 'two\n\n  three'],
  ['a: >-\n  one\n   two\n  three\n', 'two', 'two'],
  ['a: |2\n    one\n   two\n', ' two', ' two'],
];

describe('scalarSubrange', () => {
  for (const [text, part, expected] of SUBRANGES) {
    it(`finds ${JSON.stringify(part)} in ${JSON.stringify(text)}`, () => {
      for (const source of [text, text.replaceAll('\n', '\r\n')]) {
        const document = parse(source);
        const node = locatePath(document.root, 'a')?.node;
        assert.ok(node?.kind === 'scalar');
        const from = node.text.indexOf(part);
        assert.ok(from >= 0, JSON.stringify(node.text));
        const range = scalarSubrange(document, node, from, from + part.length);
        assert.equal(source.slice(range.start, range.end).replaceAll('\r\n', '\n'), expected);
      }
    });
  }

  it('decodes every scalar as the parser does', () => {
    const random = seeded(22);
    for (let run = 0; run < 1000; run++) {
      const text = randomManifest(random);
      const document = parse(text);
      for (const { node } of scalars(document.root, '')) {
        const decoded = decodeScalar(text, node);
        assert.equal(decoded.text, node.text, text);
        assert.equal(decoded.starts.length, node.text.length);
        assert.deepEqual(
          decoded.starts.toSorted((a, b) => a - b),
          decoded.starts,
        );
      }
    }
  });

  it('covers the whole scalar where nothing finer is known', () => {
    const document = parse('a: "unclosed\\q\n');
    const node = locatePath(document.root, 'a')?.node;
    assert.ok(node?.kind === 'scalar');
    assert.deepEqual(scalarSubrange(document, node, 1, 2), { start: node.start, end: node.end });
  });
});
