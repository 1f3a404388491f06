import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlDocument } from './node.ts';
import { parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';

function parse(text: string): YamlDocument {
  const document = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document;
  assert.ok(document);
  return document;
}

interface Mistake {
  readonly name: string;
  /** `«…»` marks what the one problem underlines. */
  readonly text: string;
  readonly code?: string;
  readonly detail?: RegExp;
  readonly data: unknown;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'key without colon',
    text: 'spec:\n  «hosts»\n  http: []\n',
    detail: /missing ":"/,
    data: { spec: { hosts: null, http: [] } },
  },
  {
    name: 'key without colon at the end',
    text: 'spec:\n  a: 1\n  «hos»',
    detail: /missing ":"/,
    data: { spec: { a: 1, hos: null } },
  },
  {
    name: 'key without colon in the middle',
    text: 'a: 1\n«b 2»\nc: 3\n',
    detail: /missing ":"/,
    data: { a: 1, 'b 2': null, c: 3 },
  },
  { name: 'colon without blank', text: '«a:1»\nb: 2\n', detail: /missing ":"/, data: { 'a:1': null, b: 2 } },
  {
    name: 'key without colon above its content',
    text: 'l:\n  - «to»\n      host: x\n      port: 1\n    weight: 1\n',
    detail: /missing ":"/,
    data: { l: [{ to: { host: 'x', port: 1 }, weight: 1 }] },
  },
  {
    name: 'key too deep',
    text: 'a:\n  b: x\n    «c»: w\n    d: z\n  e: 1\nf: 2\n',
    detail: /deeper/,
    data: { a: { b: 'x', c: 'w', d: 'z', e: 1 }, f: 2 },
  },
  {
    name: 'key too deep behind quotes',
    text: 'a:\n  b: "x"\n    «c»: w\nd: 1\n',
    detail: /differs/,
    data: { a: { b: 'x', c: 'w' }, d: 1 },
  },
  {
    name: 'key not deep enough',
    text: 'a:\n    b:\n    - x\n  «c»:\n  - w\nd: 1\n',
    detail: /differs/,
    data: { a: { b: ['x'], c: ['w'] }, d: 1 },
  },
  {
    name: 'list item out of line',
    text: 'l:\n  - a: 1\n   «b: 2»\n   c: 3\n  - d: 4\n',
    detail: /neither/,
    data: { l: [{ a: 1, b: 2, c: 3 }, { d: 4 }] },
  },
  {
    name: 'list on its key’s line',
    text: 'a: «-» x\n  - w\nb: 1\n',
    detail: /line after its key/,
    data: { a: null, b: 1 },
  },
  { name: 'list item between keys', text: 'a: 1\n«-» x\nb: 2\n', detail: /list item/, data: { a: 1, b: 2 } },
  {
    name: 'first line indented',
    text: '  a: 1\n«b: 2»\nc: 3\n',
    detail: /belongs to nothing/,
    data: { a: 1, b: 2, c: 3 },
  },
  {
    name: 'mapping behind a list',
    text: '- a\n«b: 2»\nc: 3\n',
    detail: /belongs to nothing/,
    data: { b: 2, c: 3 },
  },
  { name: 'second colon', text: 'a: b«:» c\nd: 1\n', detail: /second ":"/, data: { a: 'b: c', d: 1 } },
  {
    name: 'unclosed flow list',
    text: 'a: «[»x, w\nb: 1\n',
    detail: /"\[" is never closed/,
    data: { a: ['x', 'w'], b: 1 },
  },
  {
    name: 'unclosed flow map',
    text: 'a:\n  b: «{»x: 1, w\n  c: 2\n',
    detail: /"\{" is never closed/,
    data: { a: { b: { x: 1, w: null }, c: 2 } },
  },
  {
    name: 'wrong bracket',
    text: 'a: «[»x, w}\nb: 1\n',
    detail: /"\[" is closed by "\}"/,
    data: { a: ['x', 'w'], b: 1 },
  },
  { name: 'stray bracket', text: 'a: "x"«]»\nb: 1\n', detail: /unexpected "\]"/, data: { a: 'x', b: 1 } },
  { name: 'double comma', text: 'a: [x, «,» w]\n', detail: /unexpected ","/, data: { a: ['x', 'w'] } },
  {
    name: 'missing comma on a line',
    text: 'a: {x: 1 «w»: 2}\nb: 1\n',
    detail: /missing ","/,
    data: { a: { x: 1, w: 2 }, b: 1 },
  },
  {
    name: 'missing comma between lines',
    text: '{"a": 1\n «"b"»: 2,\n "c": 3}\n',
    detail: /missing ","/,
    data: { a: 1, b: 2, c: 3 },
  },
  {
    name: 'missing comma behind quotes',
    text: '{"a": "1"\n «"»b": 2}\n',
    detail: /missing ","/,
    data: { a: '1', b: 2 },
  },
  {
    name: 'unclosed double quote',
    text: 'a: «"x w»\nb: 1\nc: 2\n',
    detail: /closing quote/,
    data: { a: 'x w', b: 1, c: 2 },
  },
  {
    name: 'unclosed single quote',
    text: "a:\n  b: «'x»\n  c: 1\nd: 2",
    detail: /closing quote/,
    data: { a: { b: 'x', c: 1 }, d: 2 },
  },
  {
    name: 'unclosed quote before others',
    text: 'a: «"x»\nb: "w"\n',
    detail: /closing quote/,
    data: { a: 'x', b: 'w' },
  },
  { name: 'unclosed quote alone', text: '«"x»', detail: /closing quote/, data: 'x' },
  {
    name: 'text behind a quote',
    text: 'a: "x" «w»\nb: 1\n',
    detail: /unexpected "w"/,
    data: { a: 'x', b: 1 },
  },
  { name: 'unknown escape', text: 'a: "x«\\q»"\n', detail: /escape sequence/, data: { a: 'x\\q' } },
  {
    name: 'reserved character',
    text: 'a: «@»x\nb: 1\n',
    detail: /cannot start with "@"/,
    data: { a: '@x', b: 1 },
  },
  {
    name: 'text behind a block header',
    text: 'a: |-«x»\n  w\nb: 1\n',
    detail: /unexpected text behind "\|"/,
    data: { a: 'w', b: 1 },
  },
  {
    name: 'mapping as key',
    text: 'a: 1\n? «[x]»\n: 2\n',
    detail: /plain or quoted/,
    data: { a: 1, '[x]': 2 },
  },
  { name: 'missing key', text: 'a: 1\n«:» 2\nb: 3\n', detail: /key is missing/, data: { a: 1, b: 3 } },
  {
    name: 'long key',
    text: `«${'k'.repeat(1100)}»: 1\nb: 2\n`,
    detail: /longer than 1024/,
    data: { ['k'.repeat(1100)]: 1, b: 2 },
  },
  {
    name: 'tab',
    text: 'a:\n«\t»b: 1\n\tc:\n\t\td: 2\n',
    code: 'tab-indentation',
    data: { a: { b: 1, c: { d: 2 } } },
  },
  {
    name: 'tab behind spaces',
    text: 'a:\n  b: 1\n«\t »c: 2\nd: 3\n',
    code: 'tab-indentation',
    data: { a: { b: 1, c: 2 }, d: 3 },
  },
  { name: 'duplicate key', text: 'a: 1\nb: 2\n«a»: 3\n', code: 'duplicate-key', data: { a: 3, b: 2 } },
  {
    name: 'duplicate key in flow',
    text: 'x: {a: 1, «a»: 3}\n',
    code: 'duplicate-key',
    data: { x: { a: 3 } },
  },
  { name: 'unknown alias', text: 'a: «*x»\nb: 1\n', code: 'unknown-alias', data: { a: null, b: 1 } },
  {
    name: 'alias of a later anchor',
    text: 'a: «*x»\nb: &x 1\n',
    code: 'unknown-alias',
    data: { a: null, b: 1 },
  },
  {
    name: 'alias in its own anchor',
    text: 'a: &x\n  - «*x»\n',
    detail: /inside the value/,
    data: { a: [null] },
  },
  { name: 'merge of a scalar', text: 'a: 1\n«<<»: x\n', detail: /merge key/, data: { a: 1 } },
  { name: 'boolean of YAML 1.1', text: 'a: «on»\n', code: 'ambiguous-scalar', data: { a: true } },
  { name: 'octal number', text: 'a: [«0644»]\n', code: 'ambiguous-scalar', data: { a: [420] } },
];

describe('one mistake', () => {
  for (const { name, text, code = 'syntax', detail, data } of MISTAKES) {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      it(`is one problem, and the rest is read: ${name} ${JSON.stringify(lineBreak)}`, () => {
        const marked = text.replaceAll('\n', lineBreak);
        const start = marked.indexOf('«');
        const end = marked.indexOf('»') - 1;
        const document = parse(marked.replace(/[«»]/g, ''));
        assert.deepEqual(
          document.problems.map((problem) => [problem.code, problem.start, problem.end]),
          [[code, start, end]],
        );
        if (detail !== undefined) assert.match(String(document.problems[0]?.data['detail']), detail);
        assert.deepEqual(asData(document.root), data);
      });
    }
  }
});

const CLEAN: readonly (readonly [string, string, unknown])[] = [
  ['JSON with tabs', '{\n\t"a": [1, {"b": null}],\n\t"c": ""\n}\n', { a: [1, { b: null }], c: '' }],
  ['tabs that separate', 'a:\t1\nb: x\t# w\n', { a: 1, b: 'x' }],
  ['tabs in text', 'a: |\n  x\n  \ty\nb: "x\ty"\n', { a: 'x\n\ty\n', b: 'x\ty' }],
  ['text over lines', 'a: x\n  w\n\n  z\nb: "x\n  w"\n', { a: 'x w\nz', b: 'x w' }],
  ['lists in the column of their key', 'a:\n- x\n- w\nb: 1\n', { a: ['x', 'w'], b: 1 }],
  ['explicit keys', '? a\n: 1\n? b\n', { a: 1, b: null }],
  [
    'anchors and aliases',
    'a: &x {k: 1}\nb: *x\nc: [*x, &w z, *w]\n',
    { a: { k: 1 }, b: { k: 1 }, c: [{ k: 1 }, 'z', 'z'] },
  ],
  ['an anchor on nothing', 'a: &x\nb: *x\n', { a: null, b: null }],
  ['merge keys', 'a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n', { a: { k: 1, l: 2 }, b: { k: 1, l: 3 } }],
  [
    'merges of several',
    'a: &x {k: 1}\nb: &w {k: 2, m: 3}\nc: {<<: [*x, *w]}\n',
    { a: { k: 1 }, b: { k: 2, m: 3 }, c: { k: 1, m: 3 } },
  ],
  [
    'tags',
    'a: !!str 1\nb: !!int "2"\nc: !custom x\nd: ! 3\ne: !!str\n',
    { a: '1', b: 2, c: 'x', d: '3', e: '' },
  ],
  ['a quoted merge key', 'a: {"<<": 1}\n', { a: { '<<': 1 } }],
  ['a bracket on its key’s column', 'a: [\n  x\n]\nb: {\n}\n', { a: ['x'], b: {} }],
  ['trailing commas', 'a: [x, ]\nb: {c: 1, }\n', { a: ['x'], b: { c: 1 } }],
  ['text behind a document start', '--- {a: 1}\n', { a: 1 }],
  ['a root scalar', 'x\n', 'x'],
  ['block text with a number', 'a: |2\n    x\n   w\nb: 1\n', { a: '  x\n w\n', b: 1 }],
];

describe('text without mistakes', () => {
  for (const [name, text, data] of CLEAN) {
    it(name, () => {
      for (const source of [text, text.replaceAll('\n', '\r\n'), `\ufeff${text}`]) {
        const document = parse(source);
        assert.deepEqual(document.problems, []);
        assert.deepEqual(asData(document.root), data);
      }
    });
  }
});

describe('shared nodes', () => {
  it('are the same object, with the place of use', () => {
    const text = 'a: &x {k: 1}\nb: *x\nc: [*x]\n';
    const { root } = parse(text);
    assert.ok(root?.kind === 'map');
    const [a, b, c] = root.entries;
    assert.equal(b?.value, a?.value);
    assert.deepEqual(b?.via && text.slice(b.via.start, b.via.end), '*x');
    assert.ok(c?.value.kind === 'seq');
    assert.equal(c.value.items[0]?.value, a?.value);
    assert.equal(c.value.items[0]?.via?.start, text.lastIndexOf('*x'));
  });

  it('of merge keys come last, marked, and replaced by own keys', () => {
    const { root } = parse('a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n');
    assert.ok(root?.kind === 'map');
    const b = root.entries[1]?.value;
    assert.ok(b?.kind === 'map');
    assert.deepEqual(
      b.entries.map(({ key, merged, overridden }) => [key.text, merged, overridden]),
      [
        ['l', undefined, undefined],
        ['k', true, undefined],
        ['l', true, true],
      ],
    );
  });
});

describe('directives', () => {
  it('are comments that start with our name', () => {
    const text = [
      '# meshwright-ignore a/b: because',
      'a: 1 #meshwright-ignore c/d  ',
      'b: "# meshwright-ignore no"',
      'c: |',
      '  # meshwright-ignore no',
      'd: x# meshwright-ignore no',
      '# other meshwright-ignore no',
      '    # meshwright-expect e/f',
    ].join('\n');
    for (const source of [text, text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r')]) {
      const { directives } = parse(source);
      assert.deepEqual(
        directives.map((directive) => directive.text),
        ['meshwright-ignore a/b: because', 'meshwright-ignore c/d', 'meshwright-expect e/f'],
      );
      for (const { start, end, text: content } of directives)
        assert.equal(source.slice(start, end).replace(/^#\s*/, ''), content);
    }
  });

  it('stand in documents without content, too', () => {
    assert.equal(parse('# meshwright-ignore a/b\n').directives.length, 1);
  });
});
