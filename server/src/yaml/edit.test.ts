import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath, pathSteps } from '../base/node-path.ts';
import { applyEdits, type TextEdit } from '../base/text-edit.ts';
import { appendItem, insertEntry, removeEntry, removeItem, renameKey, setScalar } from './edit.ts';
import type { YamlDocument, YamlNode } from './node.ts';
import { parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';
import { pick, type Random, randomManifest, seeded } from './testing/random-manifest.ts';

function parse(text: string): YamlDocument {
  const document = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document;
  assert.ok(document);
  return document;
}

type Edit = (document: YamlDocument) => readonly TextEdit[] | undefined;

const EDITS: readonly (readonly [string, string, Edit, string | undefined])[] = [
  ['sets plain text', 'a: x # c\n', (d) => setScalar(d, 'a', 'w z'), 'a: w z # c\n'],
  ['quotes what would read as a boolean', 'a: x\n', (d) => setScalar(d, 'a', 'on'), "a: 'on'\n"],
  ['quotes what would read as a number', 'a: x\n', (d) => setScalar(d, 'a', '1_000'), "a: '1_000'\n"],
  ['quotes indicators', 'a: x\n', (d) => setScalar(d, 'a', '*.example.com'), "a: '*.example.com'\n"],
  ['quotes a colon with a blank', 'a: x\n', (d) => setScalar(d, 'a', 'b: c'), "a: 'b: c'\n"],
  ['quotes dates', 'a: x\n', (d) => setScalar(d, 'a', '2020-01-01'), "a: '2020-01-01'\n"],
  ['keeps double quotes', 'a: "x"\n', (d) => setScalar(d, 'a', 'w"z'), 'a: "w\\"z"\n'],
  ['keeps single quotes', "a: 'x'\n", (d) => setScalar(d, 'a', "it's"), "a: 'it''s'\n"],
  ['takes quotes off for a number', 'a: "1"\n', (d) => setScalar(d, 'a', 1), 'a: 1\n'],
  ['fills an empty value', 'a:\nb: 1\n', (d) => setScalar(d, 'a', 'x'), 'a: x\nb: 1\n'],
  ['fills an empty value before a comment', 'a:  # c\n', (d) => setScalar(d, 'a', true), 'a: true  # c\n'],
  ['fills an empty item', 'a:\n  -\n', (d) => setScalar(d, 'a[0]', 'x'), 'a:\n  - x\n'],
  [
    'replaces block text',
    'a: |\n  x\n  w\nb: 1\n',
    (d) => setScalar(d, 'a', 'p\nq\n'),
    'a: |\n  p\n  q\nb: 1\n',
  ],
  ['quotes in flow', 'a: [x]\n', (d) => setScalar(d, 'a[0]', 'w, z'), "a: ['w, z']\n"],
  ['quotes all in JSON', '{"a": "x"}\n', (d) => setScalar(d, 'a', 'w'), '{"a": "w"}\n'],
  ['sets no block mapping', 'a:\n  b: 1\n', (d) => setScalar(d, 'a', 'w'), undefined],
  ['sets nothing behind a tag', 'a: !!str 1\n', (d) => setScalar(d, 'a', 2), undefined],
  ['sets nothing that is shared', 'a: &x 1\nb: *x\n', (d) => setScalar(d, 'b', 2), undefined],
  ['sets what an anchor names', 'a: &x 1\nb: *x\n', (d) => setScalar(d, 'a', 2), 'a: &x 2\nb: *x\n'],
  ['sets nothing in a template', 'a: {{ .x }}\n', (d) => setScalar(d, 'a', 2), undefined],
  ['renames a key', 'a: # c\n  b: 1\n', (d) => renameKey(d, 'a', 'x'), 'x: # c\n  b: 1\n'],
  ['renames a quoted key', '"a": 1\n', (d) => renameKey(d, 'a', 'x'), '"x": 1\n'],
  ['does not rename to a key that is there', 'a: 1\nb: 2\n', (d) => renameKey(d, 'a', 'b'), undefined],
  [
    'inserts at the end of a mapping',
    'a:\n  b: 1 # c\n# d\ne: 2\n',
    (d) => insertEntry(d, 'a', 'x', 'w'),
    'a:\n  b: 1 # c\n  x: w\n# d\ne: 2\n',
  ],
  [
    'inserts at the end of a text without line break',
    'a: 1',
    (d) => insertEntry(d, '', 'b', 2),
    'a: 1\nb: 2',
  ],
  [
    'inserts a tree',
    'a: 1\n',
    (d) => insertEntry(d, '', 'b', { c: [{ d: 1, e: [] }, 'f'], g: {} }),
    'a: 1\nb:\n  c:\n    - d: 1\n      e: []\n    - f\n  g: {}\n',
  ],
  [
    'inserts with the document’s own steps',
    'a:\n    b:\n    - c\n',
    (d) => insertEntry(d, 'a', 'x', [{ w: { z: 1 } }]),
    'a:\n    b:\n    - c\n    x:\n    - w:\n          z: 1\n',
  ],
  [
    'inserts into a list item',
    'l:\n  - a: 1\n  - b: 2\n',
    (d) => insertEntry(d, 'l[0]', 'x', 1),
    'l:\n  - a: 1\n    x: 1\n  - b: 2\n',
  ],
  [
    'inserts into flow',
    'a: { b: 1 }\n',
    (d) => insertEntry(d, 'a', 'x', { w: [1] }),
    'a: { b: 1, x: {w: [1]} }\n',
  ],
  ['inserts into empty flow', 'a: {}\n', (d) => insertEntry(d, 'a', 'x', 1), 'a: {x: 1}\n'],
  [
    'inserts into JSON',
    '{\n  "a": 1\n}\n',
    (d) => insertEntry(d, '', 'x', 'w'),
    '{\n  "a": 1,\n  "x": "w"\n}\n',
  ],
  ['inserts where nothing stands', 'a:\nb: 1\n', (d) => insertEntry(d, 'a', 'x', 1), 'a:\n  x: 1\nb: 1\n'],
  [
    'inserts in place of null',
    'a: null # c\nb: 1\n',
    (d) => insertEntry(d, 'a', 'x', 1),
    'a: # c\n  x: 1\nb: 1\n',
  ],
  [
    'inserts into an empty item',
    'a:\n  -\n',
    (d) => insertEntry(d, 'a[0]', 'x', { w: 1 }),
    'a:\n  - x:\n      w: 1\n',
  ],
  ['inserts into an empty document', '# c\n', (d) => insertEntry(d, '', 'x', { w: 1 }), '# c\nx:\n  w: 1\n'],
  [
    'inserts text of several lines as a block',
    'a: 1\n',
    (d) => insertEntry(d, '', 'x', 'p\n  q\n'),
    'a: 1\nx: |\n  p\n    q\n',
  ],
  ['inserts no second key', 'a: 1\n', (d) => insertEntry(d, '', 'a', 2), undefined],
  ['inserts nothing into a scalar', 'a: 1\n', (d) => insertEntry(d, 'a', 'x', 2), undefined],
  ['inserts nothing into an unclosed map', 'a: {b: 1\n', (d) => insertEntry(d, 'a', 'x', 2), undefined],
  [
    'appends at the list’s own column',
    'a:\n- x\n- w # c\nb: 1\n',
    (d) => appendItem(d, 'a', { p: 1, q: 2 }),
    'a:\n- x\n- w # c\n- p: 1\n  q: 2\nb: 1\n',
  ],
  ['appends to a flow list', 'a: [x]\n', (d) => appendItem(d, 'a', 'w, z'), "a: [x, 'w, z']\n"],
  ['appends to an empty flow list', 'a: []\n', (d) => appendItem(d, 'a', { b: 1 }), 'a: [{b: 1}]\n'],
  ['appends where nothing stands', 'a:\n', (d) => appendItem(d, 'a', 'x'), 'a:\n  - x\n'],
  [
    'appends a list to a list',
    'a:\n  - - x\n',
    (d) => appendItem(d, 'a', ['w', 'z']),
    'a:\n  - - x\n  - - w\n    - z\n',
  ],
  ['appends nothing to a mapping', 'a: {b: 1}\n', (d) => appendItem(d, 'a', 1), undefined],
  [
    'removes an entry with its lines',
    'a: 1\n# c\nb:\n  - x # d\ne: 2\n',
    (d) => removeEntry(d, 'b'),
    'a: 1\n# c\ne: 2\n',
  ],
  ['removes the last entry of a text', 'a: 1\nb: 2', (d) => removeEntry(d, 'b'), 'a: 1'],
  [
    'removes the first entry of an item',
    'l:\n  - a: 1\n    b: 2\n',
    (d) => removeEntry(d, 'l[0].a'),
    'l:\n  - b: 2\n',
  ],
  ['leaves an empty mapping', 'a:\n  b: 1\nc: 2\n', (d) => removeEntry(d, 'a.b'), 'a: {}\nc: 2\n'],
  ['removes from flow', 'a: {b: 1, c: 2, d: 3}\n', (d) => removeEntry(d, 'a.c'), 'a: {b: 1, d: 3}\n'],
  ['removes the first of flow', 'a: {b: 1, c: 2}\n', (d) => removeEntry(d, 'a.b'), 'a: {c: 2}\n'],
  ['removes no anchor that is used', 'a: &x 1\nb: *x\n', (d) => removeEntry(d, 'a'), undefined],
  ['removes an alias', 'a: &x 1\nb: 2\nc: *x\n', (d) => removeEntry(d, 'c'), undefined],
  [
    'removes an item',
    'a:\n  - x\n  # c\n  - w: 1\n    z: 2\n  - w\n',
    (d) => removeItem(d, 'a[1]'),
    'a:\n  - x\n  # c\n  - w\n',
  ],
  ['removes the only item', 'a:\n  - x\n', (d) => removeItem(d, 'a[0]'), 'a: []\n'],
  ['removes from a flow list', 'a: [x, w]\n', (d) => removeItem(d, 'a[1]'), 'a: [x]\n'],
  ['removes from a nested list', 'a:\n  - - x\n    - w\n', (d) => removeItem(d, 'a[0][0]'), 'a:\n  - - w\n'],
];

describe('an edit', () => {
  for (const [name, text, edit, expected] of EDITS) {
    it(name, () => {
      for (const lineBreak of ['\n', '\r\n']) {
        const source = text.replaceAll('\n', lineBreak);
        const edits = edit(parse(source));
        const result = edits === undefined ? undefined : applyEdits(source, edits);
        if (!source.includes('\n') && expected !== undefined) assert.equal(result, expected);
        else assert.equal(result, expected?.replaceAll('\n', lineBreak));
      }
    });
  }
});

const SCALARS: readonly [
  JsonValue & (string | number | boolean | null),
  ...(string | number | boolean | null)[],
] = [
  'x',
  'on',
  '012',
  '1e3',
  '',
  ' a',
  'a ',
  'a: b',
  'a #b',
  '# a',
  '- a',
  '-',
  '? a',
  ': a',
  'a:',
  '*a',
  '&a',
  '!a',
  '|',
  '> a',
  '%a',
  '@a',
  '`a',
  '"a"',
  "it's",
  '{a}',
  '[a',
  'a, b',
  'a\\b',
  'a\tb',
  'a\nb',
  'a\nb\n',
  '\na',
  'a\n\n',
  ' a\nb',
  'a\r\nb',
  '\u0001',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '😀',
  '---',
  '... a',
  '--- a',
  '<<',
  '=',
  '~',
  'null',
  '2020-01-01',
  '1:30',
  '0x1f',
  '.5',
  '+1',
  1,
  -1.5,
  1e21,
  0,
  true,
  false,
  null,
  'a very long text with many words in it that nobody would ever want to fold by hand',
];

function randomTree(random: Random, depth: number): JsonValue {
  const kind = random();
  if (depth > 0 && kind < 0.25)
    return Array.from({ length: Math.floor(random() * 3) }, () => randomTree(random, depth - 1));
  if (depth > 0 && kind < 0.5) {
    const keys = ['a', 'b c', 'on', 'x/y', '1', 'k: l', ''].filter(() => random() < 0.4);
    return Object.fromEntries(keys.map((key) => [key, randomTree(random, depth - 1)]));
  }
  return pick(random, SCALARS);
}

interface Place {
  readonly node: YamlNode;
  readonly path: string;
}

function places(node: YamlNode, path: string): Place[] {
  const below =
    node.kind === 'map'
      ? node.entries.flatMap(({ key, value }) => places(value, childPath(path, key.text)))
      : node.kind === 'seq'
        ? node.items.flatMap((item, index) => places(item.value, itemPath(path, index)))
        : [];
  return [{ node, path }, ...below];
}

/** The data with something else at the path. */
function changed(
  data: unknown,
  path: string,
  change: (holder: unknown, step: string | number) => void,
): unknown {
  const root = structuredClone({ root: data });
  const steps = ['root', ...pathSteps(path)];
  let holder: unknown = root;
  for (const step of steps.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[step];
  change(holder, steps.at(-1) ?? 'root');
  return root.root;
}

type Fields = Record<string | number, unknown>;

function put(value: unknown): (holder: unknown, step: string | number) => void {
  return (holder, step) => {
    (holder as Fields)[step] = value;
  };
}

function take(holder: unknown, step: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(step), 1);
  else delete (holder as Fields)[step];
}

interface Trial {
  readonly name: string;
  readonly edits: readonly TextEdit[] | undefined;
  readonly expected: unknown;
}

function trial(document: YamlDocument, { node, path }: Place, random: Random): Trial {
  const data = asData(document.root);
  const value = pick(random, SCALARS);
  const tree = randomTree(random, 3);
  const isInMap = typeof pathSteps(path).at(-1) === 'string';
  const kind = random();
  if (path !== '' && kind < 0.3) {
    return isInMap
      ? { name: 'removeEntry', edits: removeEntry(document, path), expected: changed(data, path, take) }
      : { name: 'removeItem', edits: removeItem(document, path), expected: changed(data, path, take) };
  }
  if (isInMap && kind < 0.4) {
    const name = `new ${String(value)}`.trim();
    const expected = changed(data, path, (holder, step) => {
      put((holder as Fields)[step])(holder, name);
      take(holder, step);
    });
    return { name: 'renameKey', edits: renameKey(document, path, name), expected };
  }
  if (node.kind === 'map' || (node.kind === 'scalar' && node.value === null && kind < 0.6)) {
    const inner = node.kind === 'map' ? childPath(path, 'new') : path;
    const expected = changed(data, inner, put(node.kind === 'map' ? tree : { new: tree }));
    return { name: 'insertEntry', edits: insertEntry(document, path, 'new', tree), expected };
  }
  if (node.kind === 'seq') {
    const expected = changed(data, itemPath(path, node.items.length), put(tree));
    return { name: 'appendItem', edits: appendItem(document, path, tree), expected };
  }
  return {
    name: 'setScalar',
    edits: setScalar(document, path, value),
    expected: changed(data, path, put(value)),
  };
}

describe('random edits', () => {
  it('leave text that reads as what was meant', () => {
    const random = seeded(31);
    const refused = new Map<string, number>();
    const done = new Map<string, number>();
    for (let run = 0; run < 500; run++) {
      const text = randomManifest(random);
      const document = parse(text);
      assert.ok(document.root);
      const all = places(document.root, '');
      for (let count = 0; count < 5; count++) {
        const place = all[Math.floor(random() * all.length)];
        assert.ok(place);
        const { name, edits, expected } = trial(document, place, random);
        const counts = edits === undefined ? refused : done;
        counts.set(name, (counts.get(name) ?? 0) + 1);
        if (edits === undefined) continue;
        const after = applyEdits(text, edits);
        const reparsed = parse(after);
        const message = JSON.stringify({ name, path: place.path, text, after });
        assert.deepEqual(
          reparsed.problems.filter(({ code }) => code !== 'ambiguous-scalar'),
          [],
          message,
        );
        assert.deepEqual(asData(reparsed.root), expected, message);
      }
    }
    for (const [name, count] of done)
      assert.ok((refused.get(name) ?? 0) < count / 10, `${name} ${refused.get(name)}`);
  });
});
