import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import { childPath, itemPath } from '../../base/node-path.ts';
import { applyEdits } from '../../base/text-edit.ts';
import type { YamlDocument, YamlNode } from '../node.ts';
import { readWhole } from '../read-whole.ts';
import { afterOperations } from '../testing/after-operations.ts';
import { pick, type Random, randomManifest, seeded } from '../testing/random-manifest.ts';
import { nodeToJson } from '../to-json.ts';
import { append, move, type Operation, remove, rename, set } from './operation.ts';
import { planEdits } from './plan-edits.ts';
import { TextPieces } from './text-pieces.ts';

function parse(text: string): YamlDocument {
  const document = readWhole(text).documents[0]?.document;
  assert.ok(document);
  return document;
}

function planned(text: string, ...operations: readonly Operation[]): string {
  const plan = planEdits(parse(text), operations);
  return 'refused' in plan ? `refused: ${plan.refused}` : applyEdits(text, plan.edits);
}

describe('a plan', () => {
  const cases: readonly (readonly [string, string, readonly Operation[], string])[] = [
    [
      'fills the mapping that its other half empties',
      'spec:\n  selector:\n    istio: ingress\n',
      [remove('spec.selector'), set('spec.targetRefs', [{ kind: 'Gateway', name: 'a' }])],
      'spec:\n  targetRefs:\n    - kind: Gateway\n      name: a\n',
    ],
    [
      'empties a list in one go',
      'a:\n  - x\n  - y # c\nb: 1\n',
      [remove('a[0]'), remove('a[1]')],
      'a: [] # c\nb: 1\n',
    ],
    [
      'takes along what it empties',
      'spec:\n  a:\n    b:\n      - c: 1\n  d: 2\n',
      [remove('spec.a.b[0].c', 'remove')],
      'spec:\n  d: 2\n',
    ],
    [
      'leaves spec, however empty',
      'kind: A\nspec:\n  a:\n    b: 1\n',
      [remove('spec.a.b', 'remove')],
      'kind: A\nspec: {}\n',
    ],
    [
      'removes neighbours of a flow mapping',
      'a: {b: 1, c: 2, d: 3, e: 4}\n',
      [remove('a.b'), remove('a.c'), remove('a.e')],
      'a: {d: 3}\n',
    ],
    [
      'makes what two changes miss once',
      'spec: {}\nkind: A\n',
      [set('spec.a.b', 1), set('spec.a.c', 2), append('spec.l', 'x'), append('spec.l', 'z')],
      'spec: {a: {b: 1, c: 2}, l: [x, z]}\nkind: A\n',
    ],
    [
      'adds to nested ends at the end of the text',
      'spec:\n  l:\n    - a: 1',
      [set('spec.z', 1), append('spec.l', 'b'), set('spec.l[0].c', 2)],
      'spec:\n  l:\n    - a: 1\n      c: 2\n    - b\n  z: 1',
    ],
    [
      'moves an item with its comments',
      'l:\n  - a\n  # about b\n  - b: 1 # why\n    c: 2\n  - d\n',
      [move('l[1]', 'l[0]'), set('l[1].c', 3), remove('l[2]')],
      'l:\n  # about b\n  - b: 1 # why\n    c: 3\n  - a\n',
    ],
    [
      'moves the last item of a text without line break',
      'l:\r\n- a\r\n- b',
      [move('l[1]', 'l[0]')],
      'l:\r\n- b\r\n- a',
    ],
    ['moves in a flow list', 'l: [a, b, c]\n', [move('l[2]', 'l[0]')], 'l: [c, a, b]\n'],
    [
      'puts a new item in front',
      'l:\n  # first\n  - a\n',
      [{ op: 'insert', path: 'l[0]', value: { b: 1 } }],
      'l:\n  - b: 1\n  # first\n  - a\n',
    ],
    [
      'renames, and changes what is inside',
      'a:\n  b: 1\n',
      [rename('a', 'x'), set('a.b', 2), set('a.c', 3)],
      'x:\n  b: 2\n  c: 3\n',
    ],
    ['replaces a scalar by a list behind its comment', 'a: x # c\n', [set('a', ['x'])], 'a: # c\n  - x\n'],
    [
      'replaces a scalar on its line when asked to',
      'a: x # c\n',
      [{ op: 'set', path: 'a', value: ['x'], flow: true }],
      'a: [x] # c\n',
    ],
    [
      'respells parts of a scalar, and keeps its quotes',
      'a: "x/y" # c\nb: x/y\n',
      [
        {
          op: 'respell',
          path: 'a',
          parts: [
            { start: 0, end: 1, text: 'one' },
            { start: 2, end: 3, text: 'two' },
          ],
        },
        { op: 'respell', path: 'b', parts: [{ start: 0, end: 3, text: 'yes' }] },
      ],
      'a: "one/two" # c\nb: \'yes\'\n',
    ],
    ['replaces a list by another', 'a:\n  - x\nb: 1\n', [set('a', [])], 'a: []\nb: 1\n'],
    ['changes nothing twice', 'a: "1"\n', [set('a', '1'), remove('b')], 'a: "1"\n'],
    [
      'takes a removal inside a larger one for done',
      'a:\n  b: 1\nc: 2\n',
      [remove('a.b'), remove('a')],
      'c: 2\n',
    ],
    [
      'refuses contradictions',
      'a:\n  b: 1\n',
      [remove('a'), set('a.b', 2)],
      'refused: The changes of "a" and "a.b" contradict each other',
    ],
    [
      'refuses two values for one place',
      'a: 1\n',
      [set('a', 2), set('a', 3)],
      'refused: Two changes of "a" contradict each other',
    ],
    [
      'refuses to lose comments',
      'a:\n  # why\n  b: 1\n',
      [set('a', {})],
      'refused: "a" is written in a form that cannot be changed without losing text',
    ],
    [
      'refuses what an alias brings',
      'a: &x {b: 1}\nc: *x\n',
      [set('c.b', 2)],
      'refused: "c.b" is brought here by an alias: change it where it is written',
    ],
  ];
  for (const [name, text, operations, expected] of cases) {
    it(name, () => assert.equal(planned(text, ...operations), expected));
    if (!text.includes('\r')) {
      const crlf = (each: string) => (each.startsWith('refused') ? each : each.replaceAll('\n', '\r\n'));
      it(`${name} (CRLF)`, () => assert.equal(planned(crlf(text), ...operations), crlf(expected)));
    }
  }

  it('of a thousand removals reads the document a few times', () => {
    const text = `l:\n${Array.from({ length: 1000 }, (_, at) => `  - v${at}\n`).join('')}m: 1\n`;
    const removals = Array.from({ length: 1000 }, (_, at) => remove(`l[${at}]`));
    assert.equal(planned(text, ...removals), 'l: []\nm: 1\n');
  });
});

describe('random operations', () => {
  const seeds = Number(process.env['MESHWRIGHT_PLAN_SEEDS'] ?? 1500);
  it('never clash: the text reads as they want, and its other lines stay', () => {
    let plans = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const random = seeded(seed);
      const text = randomManifest(random);
      const document = parse(text);
      if (document.problems.length > 0 || document.root === undefined) continue;
      const operations = randomOperations(random, document.root);
      const plan = planEdits(document, operations);
      if ('refused' in plan) continue;
      plans++;
      const told = `seed ${seed}\n${JSON.stringify(operations, undefined, 1)}\n${text}`;
      assertApart(plan.edits, told);
      const after = applyEdits(text, plan.edits);
      const read = parse(after);
      assert.deepEqual(read.problems, [], `${told}\nbecame\n${after}`);
      assert.deepEqual(
        nodeToJson(read.root as YamlNode),
        afterOperations(nodeToJson(document.root), operations),
        `${told}\nbecame\n${after}`,
      );
    }
    assert.ok(plans > seeds / 6, `${plans} plans`);
  });
});

function assertApart(edits: readonly { range: { start: number; end: number } }[], told: string): void {
  for (const [at, { range }] of edits.entries()) {
    const before = edits[at - 1]?.range.end ?? -1;
    assert.ok(before < range.start, `edits touch: ${told}`);
  }
}

const NEW: readonly [JsonValue, ...JsonValue[]] = [
  'new',
  7,
  true,
  'on',
  { x: 1 },
  ['p', { q: 'r' }],
  [],
  {},
  'two\nlines\n',
];

function randomOperations(random: Random, root: YamlNode): readonly Operation[] {
  const places = allPlaces(root, '');
  if (places.length === 0) return [];
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (): Operation => {
    const place = places[Math.floor(random() * places.length)] ?? places[0];
    if (place === undefined) throw new Error('no place');
    const { path, node, sibling } = place;
    const value = pick(random, NEW);
    const kind = random();
    if (kind < 0.3) return remove(path, random() < 0.3 ? 'remove' : 'keep');
    if (kind < 0.4 && sibling !== undefined) return move(path, sibling);
    if (kind < 0.5 && sibling !== undefined) return { op: 'insert', path, value };
    if (kind < 0.55 && sibling === undefined) return rename(path, `renamed${Math.floor(random() * 9)}`);
    if (node.kind === 'scalar' && typeof node.value === 'string' && kind < 0.8) {
      const start = Math.floor(random() * node.text.length);
      const text = pick(random, ['other', 'two words', 'a: "b"\n', '']);
      return { op: 'respell', path, parts: [{ start, end: Math.min(node.text.length, start + 2), text }] };
    }
    if (node.kind === 'seq' && kind < 0.8) return append(path, value);
    if (node.kind === 'map' && kind < 0.8) return set(childPath(childPath(path, 'added'), 'inner'), value);
    return set(path, value);
  });
}

interface RandomPlace {
  readonly path: string;
  readonly node: YamlNode;
  /** Another item of the same list. */
  readonly sibling: string | undefined;
}

function allPlaces(node: YamlNode, path: string): readonly RandomPlace[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'seq') {
    return node.items.flatMap((item, at) => [
      {
        path: itemPath(path, at),
        node: item.value,
        sibling: itemPath(path, (at * 7 + 3) % node.items.length),
      },
      ...allPlaces(item.value, itemPath(path, at)),
    ]);
  }
  return node.entries.flatMap(({ key, value }) => [
    { path: childPath(path, key.text), node: value, sibling: undefined },
    ...allPlaces(value, childPath(path, key.text)),
  ]);
}

describe('pieces of a text', () => {
  it('make several rounds one', () => {
    const pieces = new TextPieces('abcdef');
    pieces.apply([
      { range: { start: 1, end: 2 }, newText: 'X' },
      { range: { start: 4, end: 4 }, newText: 'YY' },
    ]);
    assert.equal(pieces.text, 'aXcdYYef');
    pieces.apply([{ range: { start: 3, end: 5 }, newText: '' }]);
    assert.equal(pieces.text, 'aXcYef');
    assert.equal(applyEdits('abcdef', pieces.edits()), 'aXcYef');
    assert.deepEqual(new TextPieces('a').edits(), []);
  });
});
