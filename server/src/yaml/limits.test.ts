import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_ALIASED_NODES, MAX_DEPTH, MAX_FILE_BYTES, MAX_PROBLEMS } from './limits.ts';
import type { YamlDocument } from './node.ts';
import { parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';

function parse(text: string): YamlDocument {
  const document = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document;
  assert.ok(document);
  return document;
}

function codes(text: string): readonly string[] {
  return parse(text).problems.map(({ code }) => code);
}

const NESTINGS: readonly (readonly [string, (depth: number) => string])[] = [
  ['flow lists', (depth) => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`],
  ['unclosed flow lists', (depth) => `a: ${'['.repeat(depth - 1)}`],
  ['flow maps', (depth) => `${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`],
  ['compact lists', (depth) => `${'- '.repeat(depth)}1`],
  ['explicit keys', (depth) => `${'? '.repeat(depth)}1`],
  ['mixed', (depth) => `- ${'[{a: '.repeat((depth - 1) / 2)}`],
];

describe('nesting', () => {
  for (const [name, nest] of NESTINGS) {
    it(`refuses ${name} of any depth with one problem`, () => {
      for (const depth of [MAX_DEPTH + 3, 10_001, 1_000_001]) {
        const document = parse(nest(depth));
        assert.deepEqual(document.problems.filter(({ code }) => code === 'too-deep').length, 1);
        assert.equal(document.problems.length, 1);
        assert.equal(document.root, undefined);
      }
    });
  }

  it('refuses indentation of any depth', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `${' '.repeat(at)}a:`);
    assert.deepEqual(codes(lines.join('\n')), ['too-deep']);
    assert.deepEqual(codes(lines.join('\r\n')), ['too-deep']);
  });

  it('reads what is as deep as the limit', () => {
    const block = Array.from({ length: MAX_DEPTH }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
    assert.deepEqual(codes(block), []);
    assert.deepEqual(codes(`${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`), []);
    assert.deepEqual(codes(`${'- '.repeat(MAX_DEPTH)}1`), []);
    assert.deepEqual(codes(`${'- '.repeat(MAX_DEPTH + 1)}1`), ['too-deep']);
  });
});

describe('file size', () => {
  it('refuses a file that is too large, and only when it would be judged', () => {
    const text = '#'.repeat(MAX_FILE_BYTES + 1);
    const file = parseYamlFile(text, { isOurs: () => true, explicit: false });
    assert.deepEqual(file.documents, []);
    assert.deepEqual(file.problems, [
      { code: 'too-large', start: 0, end: 1, data: { size: MAX_FILE_BYTES + 1, limit: MAX_FILE_BYTES } },
    ]);
    assert.deepEqual(parseYamlFile(text, { isOurs: () => false, explicit: false }).problems, []);
    assert.equal(parseYamlFile(text, { isOurs: () => false, explicit: true }).problems.length, 1);
  });

  it('counts bytes', () => {
    const text = '€'.repeat(MAX_FILE_BYTES / 3 + 1);
    assert.equal(parseYamlFile(text, { isOurs: () => true, explicit: false }).problems[0]?.code, 'too-large');
    const smileys = `# ${'😀'.repeat(MAX_FILE_BYTES / 4 - 10)}`;
    assert.deepEqual(parseYamlFile(smileys, { isOurs: () => true, explicit: false }).problems, []);
  });
});

describe('documents', () => {
  it('that hold nothing cost little, however many there are', () => {
    const before = process.memoryUsage().heapUsed;
    const file = parseYamlFile(`${'---\n'.repeat(2_000_000)}a: 1\n`, { isOurs: () => true, explicit: false });
    assert.equal(file.documents.length, 1);
    assert.ok(process.memoryUsage().heapUsed - before < 400 * 1024 * 1024);
  });
});

describe('aliases', () => {
  const bomb = (levels: number, width: number): string =>
    [
      'a0: &a0 [x, x]',
      ...Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(width)}]`),
    ].join('\n');

  it('refuses aliases that multiply', () => {
    const document = parse(bomb(30, 10));
    assert.deepEqual(document.problems, [
      { code: 'too-many-aliases', start: 0, end: 1, data: { limit: MAX_ALIASED_NODES } },
    ]);
    assert.equal(document.root, undefined);
  });

  it('refuses merge keys that multiply', () => {
    const lines = Array.from(
      { length: 40 },
      (_, at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], k${at}: 1}`,
    );
    assert.deepEqual(codes(`a0: &a0 {x: 1}\n${lines.join('\n')}`), ['too-many-aliases']);
  });

  it('reads many uses of one value', () => {
    const text = `a: &a {b: 1, c: [2, 3]}\nuses:\n${'  - *a\n'.repeat(1000)}`;
    const document = parse(text);
    assert.deepEqual(document.problems, []);
    assert.equal((asData(document.root) as { uses: unknown[] }).uses.length, 1000);
  });
});

describe('hostile text', () => {
  const units = [
    '[',
    ']',
    '{',
    '}',
    '[],',
    '- ',
    '-\n',
    '? ',
    ': ',
    ':\n',
    'a: b: ',
    '"',
    "'",
    '\\"',
    '"\n',
    "'\n",
    'a: "\n',
    "- '\n",
    '&a ',
    '*a ',
    '&a *a\n',
    '!',
    '! ',
    '|',
    '>\n',
    'a: |\n',
    '#',
    ' #',
    '\t',
    '\t\n',
    '\n',
    '\r',
    '\r\n ',
    '%',
    '%\n',
    ',',
    'a\n',
    'a:\n',
    'a: 1\n',
    ' a: 1\n',
    '- a: 1\n b: 2\n',
    'a: {\n',
    'a: [\n',
    '{a: 1\n',
    '"a": 1\n',
    '{{',
    '}}',
    '{{ a }}',
    '{{ if }}\n',
    'a: {{ x }}\n',
    '{{"',
    '<<: {}\n',
    'a: &x\nb: *x\n',
    '\u{1f600}',
    '\ufeff',
    '\0',
    '- a\nb: 1\n',
    ' - a\n- b\n',
    'a: 1\n b: 2\n',
    'a: "x" y\n',
    'a: @\n',
    '# meshwright-\n',
    'kind: {\n',
    '`',
    '\u2028',
    '\u0085',
    'a b c ',
    'a\n b\n',
  ];
  for (const unit of units) {
    it(`${JSON.stringify(unit)} over and over is read`, () => {
      for (const prefix of ['', 'a:\n  ', '{', '"', 'a: |\n  ']) {
        const document = parse(prefix + unit.repeat(Math.ceil(10_000 / unit.length)));
        assert.ok(document.problems.length <= MAX_PROBLEMS);
      }
    });
  }

  for (const unit of ['a: "\n', '}', '- a\nb: 1\n', '{{ a }} ']) {
    it(`ten megabytes of ${JSON.stringify(unit)} end`, () => {
      parse(unit.repeat(Math.floor(MAX_FILE_BYTES / unit.length)));
    });
  }

  it('refuses a broken document that takes too long to read', () => {
    const document = parse(`a: [\n${'b: 1\n'.repeat(200_000)}`);
    assert.deepEqual(
      document.problems.map(({ code }) => code),
      ['too-large'],
    );
    assert.equal(document.root, undefined);
  });
});
