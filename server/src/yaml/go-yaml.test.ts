// Not a fixture: the table of what kubectl's reader (go-yaml under `sigs.k8s.io/yaml`) accepts, refuses and reads, line by
// line. The verdicts and values were taken from that reader itself.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlFile, YamlProblem } from './node.ts';
import { parseDocument, parseTolerantly } from './parse-document.ts';
import { parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';

/** The reader refuses the text. */
const REFUSED = Symbol('refused');

/** Name, text, and what the last document of the text means. */
const TABLE: readonly (readonly [string, string, unknown])[] = [
  ['single quoted at key column', "a:\n  b: 'x\n  y'\n  c: 1\n", { a: { b: 'x y', c: 1 } }],
  ['double quoted at key column', 'a:\n  b: "x\n  y"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
  ['double left of key', 'a:\n  b: "x\n y"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
  ['double column 0', 'a:\n  b: "x\ny"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
  ['double column 0 blank lines', 'a:\n  b: "x\n\n\ny\n z"\n  c: 1\n', { a: { b: 'x\n\ny z', c: 1 } }],
  ['single column 0', "a:\n  b: 'x\ny'\n  c: 1\n", { a: { b: 'x y', c: 1 } }],
  ['dash column', 'a:\n- "x\n- y"\n- z\n', { a: ['x - y', 'z'] }],
  ['dash column2', 'a:\n- "x\n y"\n- z\n', { a: ['x y', 'z'] }],
  ['with colon', 'a:\n  b: "x\n  d: y"\n  c: 1\n', { a: { b: 'x d: y', c: 1 } }],
  ['after a tab', 'a:\n  b: "x\n\ty"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
  ['after a tab single', "a:\n  b: 'x\n\t  y'\n  c: 1\n", { a: { b: 'x y', c: 1 } }],
  ['plain at key col', 'a:\n  b: x\n  y\n  c: 1\n', REFUSED],
  ['plain with comment', 'a:\n  b: x\n  # c\n    y\n  c: 1\n', REFUSED],
  ['plain with comment2', 'a:\n  b: x # c\n    y\n  c: 1\n', REFUSED],
  ['flow list col 0', 'a:\n  b: [x,\ny]\n  c: 1\n', { a: { b: ['x', true], c: 1 } }],
  ['flow left', 'a:\n  b: [\n x,\n y\n ]\n  c: 1\n', { a: { b: ['x', true], c: 1 } }],
  ['flow comment', 'a:\n  b: [ # c\nx, # d\n# e\ny\n]\n  c: 1\n', { a: { b: ['x', true], c: 1 } }],
  ['flow quoted at 0', 'a:\n  b: ["x\ny", \'z\nw\']\n  c: 1\n', { a: { b: ['x y', 'z w'], c: 1 } }],
  ['flow two words col 0', 'a:\n  b: [x\ny]\n  c: 1\n', { a: { b: ['x y'], c: 1 } }],
  ['flow two words comment', 'a:\n  b: [x # k\ny]\n  c: 1\n', REFUSED],
  ['closing at key col', 'a:\n  b: [\n    x\n  ]\n  c: 1\n', { a: { b: ['x'], c: 1 } }],
  ['trailing comma', 'a: [x, y,]\nb: {c: 1,}\n', { a: ['x', true], b: { c: 1 } }],
  ['two words', 'a: [x\n  y, z]\n', { a: ['x y', 'z'] }],
  ['glued', 'a: "q"#c\nb: \'q\'#c\n', { a: 'q', b: 'q' }],
  ['glued flow', 'a: [x]#c\nb: {x: "q"#c\n  }\n', { a: ['x'], b: { x: 'q' } }],
  ['glued flow2', 'a: ["q"#c\n  ,x]\n', { a: ['q', 'x'] }],
  ['after quote', 'a: "x" y\n', REFUSED],
  ['after list', 'a: [x] y\n', REFUSED],
  ['double comma', 'a: [x,, y]\n', REFUSED],
  ['lead comma', 'a: [, y]\n', REFUSED],
  ['tab after colon', 'a:\tx\nb:\t"y"\n', { a: 'x', b: 'y' }],
  ['tab before comment', 'a: x\t# c\n', { a: 'x' }],
  ['tab eol', 'a: x\t\nb:\t\n  c: 1\t\n', { a: 'x', b: { c: 1 } }],
  ['tab inside plain', 'a: x\ty\n', { a: 'x\ty' }],
  ['tab flow', 'a: [x,\ty,\t{z:\t1}\t]\n', { a: ['x', true, { z: 1 }] }],
  ['tab in block scalar', 'a: |\n  x\ty\n  \tz\n', { a: 'x\ty\n\tz\n' }],
  ['tab indent', 'a:\n\tb: 1\n', REFUSED],
  ['tab indent after blanks', 'a:\n  \tb: 1\n', REFUSED],
  ['tab after dash', 'a:\n-\tx\n', REFUSED],
  ['tab after dash map', 'a:\n-\tx: 1\n', REFUSED],
  ['tab after dash flow', 'a:\n-\t[x]\n', REFUSED],
  ['tab after dash quoted', 'a:\n-\t"x"\n', REFUSED],
  ['dash then two', 'a:\n- \tx\n', REFUSED],
  ['tab only after plain', 'a: x\n\t\nb: 1\n', REFUSED],
  ['tab only after plain blank', 'a: x\n \t\nb: 1\n', { a: 'x', b: 1 }],
  ['tab only after quoted', 'a: "x"\n\t\nb: 1\n', REFUSED],
  ['tab only after key', 'a:\n\t\n  b: 1\n', REFUSED],
  ['tab only in map after map', 'a:\n  b: 1\n  \t\n  c: 1\n', REFUSED],
  ['tab comment after plain', 'a: x\n\t# c\nb: 1\n', REFUSED],
  ['tab comment after quoted', 'a: "x"\n\t# c\nb: 1\n', REFUSED],
  ['tab only at top', '\t\na: 1\n', REFUSED],
  ['tab comment at top', '\t# c\na: 1\n', REFUSED],
  ['tab only after flow', 'a: [x]\n\t\nb: 1\n', REFUSED],
  ['tab only after block scalar', 'a: |\n  x\n\t\nb: 1\n', REFUSED],
  ['tab only in block scalar', 'a: |\n  x\n\t\n  y\nb: 1\n', REFUSED],
  ['tab flow line after plain', 'a: [x\n\t, y]\n', REFUSED],
  ['tab flow line after plain2', 'a: [x\n\ty]\n', REFUSED],
  ['tab flow line after comma', 'a: [x,\n\ty]\n', { a: ['x', true] }],
  ['tab flow close', 'a: [x,\n\t]\n', { a: ['x'] }],
  ['tab only at end', 'a: x\n\t', REFUSED],
  ['tab only at end2', 'a: x\n\t\n', REFUSED],
  ['anchor twice', 'a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
  ['alias missing', 'a: *x\n', REFUSED],
  ['star', 'a: *.example.com\n', REFUSED],
  ['star2', 'a: *\n', REFUSED],
  ['star3', 'a: [*]\n', REFUSED],
  ['pct', 'a: %x\n', REFUSED],
  ['at', 'a: @x\n', REFUSED],
  ['tick', 'a: `x`\n', REFUSED],
  ["esc '", 'a: "it\\\'s"\n', { a: "it's" }],
  ['esc /', 'a: "x\\/y"\n', REFUSED],
  ['esc d', 'a: "\\d"\n', REFUSED],
  ['surrogate', 'a: "\\ud83d\\ude00"\n', REFUSED],
  [
    'esc x',
    'a: "\\x41\\u0041\\U00000041\\e\\_\\N\\L\\P\\0\\a\\v\\ \\\t"\n',
    { a: 'AAA\u001b   \u0000\u0007\u000b \t' },
  ],
  ['esc nl', 'a: "x\\\n  y"\n', { a: 'xy' }],
  ['esc big', 'a: "\\U00110000"\n', REFUSED],
  ['cr', 'a: 1\rb:\r  c: 2\r', { a: 1, b: { c: 2 } }],
  ['nel', 'a: 1\u0085b:\u0085  c: 2\u0085', { a: 1, b: { c: 2 } }],
  ['ls', 'a: 1\u2028b: 2\n', { a: 1, b: 2 }],
  ['nel quoted', 'a: "x\u0085y"\n', { a: 'x y' }],
  ['bom', '\ufeffa: 1\n', { a: 1 }],
  ['bom later', 'a: 1\n---\n\ufeffb: 2\n', { b: 2 }],
  ['bom mid', 'a: 1\n\ufeffb: 2\n', { a: 1, '﻿b': 2 }],
  ['bom in value', 'a: x\ufeffy\n', { a: 'x﻿y' }],
  ['control', 'a: x\u0001y\n', REFUSED],
  ['del', 'a: x\u007fy\n', REFUSED],
  ['c1', 'a: x\u0080y\n', REFUSED],
  ['control in comment', 'a: 1 # \u0001\n', REFUSED],
  ['ffff', 'a: x\uffffy\n', REFUSED],
  ['inf', 'a: .inf\n', REFUSED],
  ['nan', 'a: .nan\n', REFUSED],
  ['inf str', 'a: ".inf"\n', { a: '.inf' }],
  ['inf key', '.inf: 1\n', { '.inf': 1 }],
  ['yaml 1.1', '%YAML 1.1\n---\na: 1\n', REFUSED],
  ['yaml 1.2', '%YAML 1.2\n---\na: 1\n', REFUSED],
  ['yaml 1.3', '%YAML 1.3\n---\na: 1\n', REFUSED],
  ['tag dir', '%TAG ! tag:x,2000:\n---\na: 1\n', REFUSED],
  ['text behind ---', '--- {a: 1}\n', REFUSED],
  ['anchor behind ---', '--- &x\na: 1\n', REFUSED],
  ['comment behind', '--- # c\na: 1\n', { a: 1 }],
  ['tag behind', '--- !!map\na: 1\n', REFUSED],
  ['glued ---', 'b: 1\n---x\na: 1\n', REFUSED],
  ['key two lines', 'a:\n  x\n  y: 1\n', REFUSED],
  ['quoted key two', 'a:\n  "x\n   y": 1\n', REFUSED],
  ['flow key two', 'a: {"x\n  y": 1}\n', REFUSED],
  ['flow key two plain', 'a: {x\n  y: 1}\n', REFUSED],
  ['flow list as key two', '[x,\n y]: 1\n', REFUSED],
  ['dash after key', 'a: - x\n', REFUSED],
  ['deeper', 'a: 1\n  b: 2\n', REFUSED],
  ['deeper2', 'a:\n  b: 1\n    c: 2\n', REFUSED],
  ['shallower', 'a:\n    b: 1\n  c: 2\n', REFUSED],
  ['item left', 'a:\n    - x\n  - y\n', REFUSED],
  ['block scalar first blank deeper', 'a: |\n     \n  x\nb: 1\n', REFUSED],
  ['comment left in block', 'a: |\n    x\n  # c\n    y\n', REFUSED],
  ['comment left at end of block', 'a: |\n    x\n  # c\nb: 1\n', { a: 'x\n', b: 1 }],
  ['list at key col', 'a:\n- x\n', { a: ['x'] }],
  [' ---', 'a:\n  x\n ---\nb: 1\n', { a: 'x ---', b: 1 }],
  [' --- as doc', 'a: 1\n ---\nb: 1\n', { a: '1 ---', b: 1 }],
  ['key:value in flow', 'a: {k:v}\n', { a: { 'k:v': null } }],
  ['key:"v" in flow', 'a: {"k":v}\n', { a: { k: 'v' } }],
  ['unknown tag', 'a: !x y\n', { a: 'y' }],
  ['unknown tag map', 'a: !x {b: 1}\n', { a: { b: 1 } }],
  ['unterminated tag', 'a: !<x y\n', REFUSED],
  ['unterminated tag2', 'a: !<tag:yaml.org,2002:str\nb: 1\n', REFUSED],
  ['tag verb', 'a: !<tag:yaml.org,2002:str> 1\n', { a: '1' }],
  ['tag bad', 'a: !a!b x\n', REFUSED],
  ['tag !!foo', 'a: !!foo x\n', { a: 'x' }],
  ['tag bracket', 'a: !x{ y\n', REFUSED],
  ['empty key', ': x\n', REFUSED],
  ['empty key2', 'a:\n  : x\n', REFUSED],
  ['map key', '{a: 1}: x\n', REFUSED],
  ['list key', '[a]: x\n', REFUSED],
  ['? map key', '? {a: 1}\n: x\n', REFUSED],
  ['? key', '? a\n: x\n', { a: 'x' }],
  ['null key', '~: x\n', REFUSED],
  ['bool key', 'true: x\n', { true: 'x' }],
  ['num key', '1: x\n', { '1': 'x' }],
  ['0o17', 'a: 0o17\n', { a: 15 }],
  ['017', 'a: 017\n', { a: 15 }],
  ['yes', 'a: yes\nb: off\nc: y\n', { a: true, b: false, c: true }],
  ['unclosed', 'a: [x\nb: 1\n', REFUSED],
  ['deep plain then flow', 'a: x\n  y\n z\nb: 1\n', { a: 'x y z', b: 1 }],
  ['flow colon next line', 'a: {"x"\n : 1}\n', REFUSED],
  ['flow plain colon', 'a: {x\n : 1}\n', REFUSED],
  ['question in flow', 'a: {? x : 1}\n', { a: { x: 1 } }],
  ['flow url', 'a: [http://x:8080/y]\n', { a: ['http://x:8080/y'] }],
  ['plain hash', 'a: x#y\n', { a: 'x#y' }],
  ['flow key in list', 'a: [x: 1, y]\n', { a: [{ x: 1 }, true] }],
  ['bad indent flow in block', 'a:\n[x]\n', REFUSED],
  ['flow on next line deeper', 'a:\n  [x,\n y]\nb: 1\n', { a: ['x', true], b: 1 }],
  ['quoted on next line', 'a:\n  "x\ny"\nb: 1\n', { a: 'x y', b: 1 }],
  ['quoted on next line col0', 'a:\n"x"\nb: 1\n', REFUSED],
  ['plain col 0 next line', 'a:\nx\nb: 1\n', REFUSED],
  ['block header number', 'a: |2\n    x\n   y\n', { a: '  x\n y\n' }],
  ['block header bad', 'a: |x\n  y\n', REFUSED],
  ['block header 0', 'a: |0\n  y\n', REFUSED],
  ['block +1', 'a: |+1\n  y\n', { a: ' y\n' }],
  ['block # glued', 'a: |#c\n  y\n', { a: 'y\n' }],
  ['block empty', 'a: |\nb: 1\n', { a: '', b: 1 }],
  ['percent col0', 'a: 1\n%x: 2\n', REFUSED],
  ['alias key', 'a: &x k\n*x : 1\n', { a: 'k', k: 1 }],
  ['anchor empty', 'a: & x\n', REFUSED],
  ['two anchors', 'a: &x &y z\n', REFUSED],
  ['two tags', 'a: !x !y z\n', REFUSED],
  ['single quote in flow folded', "a: ['x\n\n  y']\n", { a: ['x\ny'] }],
  ['doc end', 'a: 1\n...\n', { a: 1 }],
  ['only dash', '-\n-x\n', REFUSED],
  ['dash no space in list', 'a:\n- x\n-y\n', REFUSED],
  ['duplicate key', 'a: 1\na: 2\n', REFUSED],
  ['duplicate key in flow', 'a: {b: 1, b: 2}\n', REFUSED],
  ['flow map at column 0', 'a:\n  b: {x: 1,\nz: 2\n}\n  c: 1\n', { a: { b: { x: 1, z: 2 }, c: 1 } }],
  [
    'merge key twice',
    'x: &x {p: 1}\nz: &z {q: 2}\na:\n  <<: *x\n  <<: *z\n',
    { x: { p: 1 }, z: { q: 2 }, a: { p: 1, q: 2 } },
  ],
  [
    'merge list with an own key',
    'x: &x {p: 1}\nz: &z {p: 2}\na:\n  <<: [*x, *z]\n  p: 3\n',
    { x: { p: 1 }, z: { p: 2 }, a: { p: 3 } },
  ],
  ['anchor with a colon', 'a: &x:y 1\n', REFUSED],
  ['alias with a colon', 'a: &x 1\nb: *x:y\n', REFUSED],
  ['key of 1025 characters', `${'k'.repeat(1025)}: 1\n`, REFUSED],
  ['quoted key of 1025 characters', `"${'k'.repeat(1025)}": 1\n`, REFUSED],
  ['key of 1023 characters', `${'k'.repeat(1023)}: 1\n`, { ['k'.repeat(1023)]: 1 }],
];

/** Hints are no verdicts. */
const HINTS: ReadonlySet<string> = new Set(['ambiguous-scalar', 'repeated-merge-key']);

const OPTIONS = { isOurs: () => true, explicit: false };
const HEADER = { apiVersion: undefined, kind: undefined };

function problemsOf(file: YamlFile): readonly YamlProblem[] {
  const all = [...file.problems, ...file.documents.flatMap(({ document }) => document.problems)];
  return all.filter(({ code }) => !HINTS.has(code));
}

describe('text as kubectl reads it', () => {
  for (const [name, text, expected] of TABLE) {
    it(`${expected === REFUSED ? 'refuses' : 'accepts'} ${name}: ${JSON.stringify(text.slice(0, 60))}`, () => {
      const file = parseYamlFile(text, OPTIONS);
      const problems = problemsOf(file);
      if (expected === REFUSED) assert.equal(problems.length, 1, JSON.stringify(problems));
      else {
        assert.deepEqual(problems, []);
        assert.deepEqual(asData(file.documents.at(-1)?.document.root), expected);
      }
      for (const { start, end } of problems) assert.ok(start < end && end <= text.length);
    });

    it(`reads alike with both parsers: ${name}`, () => {
      for (const { document } of parseYamlFile(text, OPTIONS).documents) {
        if (document.state === 'empty') continue;
        assert.deepEqual(parseDocument(document.text, HEADER), parseTolerantly(document.text, HEADER));
      }
    });

    it(`reads what stands around it as ever: ${name}`, () => {
      const around = text.startsWith('%') || /^[-\ufeff]/.test(text) ? text : `first: 1\n---\n${text}`;
      const file = parseYamlFile(`${around.replace(/[^\n]$/, '$&\n')}---\nlast: [1]\n`, OPTIONS);
      assert.deepEqual(asData(file.documents.at(-1)?.document.root), { last: [1] });
      assert.deepEqual(file.documents.at(-1)?.document.problems, []);
      if (around !== text) assert.deepEqual(file.documents[0]?.document.problems, []);
    });
  }
});

describe('one broken line', () => {
  it('is one finding, and the text below its parent is read', () => {
    const file = parseYamlFile('a:\n  b:\n    c: "x" y\n    d: "z" w\n  e: 1\nf: [1\ng: 2\n', OPTIONS);
    assert.deepEqual(
      problemsOf(file).map(({ start }) => file.text.slice(start, start + 1)),
      ['y', '['],
    );
    assert.deepEqual(asData(file.documents[0]?.document.root), {
      a: { b: { c: 'x', d: 'z' }, e: 1 },
      f: [1],
      g: 2,
    });
  });
});

describe('lines further left than the specification wants them', () => {
  it('do not hide a quote that is never closed', () => {
    for (const text of ['a: "x\nb: "y"\nc: 1\n', "a: 'x\n# it's\nb: ''\nc: 1\n", 'a: "x\nb: 1\nc: 1\n']) {
      const file = parseYamlFile(text, OPTIONS);
      assert.deepEqual(
        problemsOf(file).map(({ start }) => start),
        [3],
        text,
      );
      assert.equal((asData(file.documents[0]?.document.root) as { c: unknown }).c, 1);
    }
  });

  it('do not hide a bracket that is never closed', () => {
    for (const text of ['a: [x\nb: [y]\nc: 1\n', 'a: {x: 1\nb: {y: 1}\nc: 1\n', 'a: [x,\nb: 1\nc: 1\n']) {
      const file = parseYamlFile(text, OPTIONS);
      assert.deepEqual(
        problemsOf(file).map(({ start }) => start),
        [3],
        text,
      );
      assert.equal((asData(file.documents[0]?.document.root) as { c: unknown }).c, 1);
    }
  });

  it('cost no more than other text', () => {
    for (const line of ['a: [\n', 'a: {x: "\n', '- "x\n', 'a: [x,\n']) {
      const before = process.cpuUsage();
      parseYamlFile(line.repeat(20_000), OPTIONS);
      assert.ok(process.cpuUsage(before).user < 5_000_000, line);
    }
  });
});
