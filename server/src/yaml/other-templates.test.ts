// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are about placeholders
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlDocument, YamlFile } from './node.ts';
import { parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';

function parseFile(text: string): YamlFile {
  return parseYamlFile(text, { isOurs: () => true, explicit: false });
}

function parse(text: string): YamlDocument {
  const document = parseFile(text).documents[0]?.document;
  assert.ok(document);
  return document;
}

const TEMPLATES: readonly (readonly [string, string, unknown])[] = [
  [
    'Jinja: blocks and values',
    'a: 1\n{% if x %}\nb: {{ y }}\n{% endif %}\nc: 2\n',
    { a: 1, b: '{{ y }}', c: 2 },
  ],
  [
    'Jinja: loops and comments',
    'a:\n{% for h in hosts %}\n  - {{ h }}\n{% endfor %}\n{# a: "b #}\nb: 1\n',
    { a: ['{{ h }}'], b: 1 },
  ],
  ['Jinja: inside a value', 'a: x{% if y %}-y{% endif %}\n', { a: 'x{% if y %}-y{% endif %}' }],
  ['ERB', 'a: <%= x %>\n<% y.each do |z| -%>\nb: 1\n<% end -%>\n', { a: '<%= x %>', b: 1 }],
  [
    'gomplate',
    'a: [[ .Env.X ]]\nb: [[ getenv "Y" ]]\nc: 1\n',
    { a: '[[ .Env.X ]]', b: '[[ getenv "Y" ]]', c: 1 },
  ],
  ['gomplate: blocks', '[[ if .x ]]\na: 1\n[[- end ]]\nb: 2\n', { a: 1, b: 2 }],
  [
    'ytt',
    '#@ load("@ytt:data", "data")\na: #@ data.values.x\n#@ if data.values.y:\nb: 1\n#@ end\nc:\n- #@ z\n',
    { a: '#@ data.values.x', b: 1, c: ['#@ z'] },
  ],
];

const PLAIN: readonly (readonly [string, string, unknown])[] = [
  ['lists of lists', 'a: [[x], [z, w]]\n', { a: [['x'], ['z', 'w']] }],
  ['marks in quotes', 'a: "{% x %}"\nb: \'<% z %>\'\n', { a: '{% x %}', b: '<% z %>' }],
  ['marks in literal text', 'a: |\n  {% x %}\n  [[ .z ]]\nb: 1\n', { a: '{% x %}\n[[ .z ]]\n', b: 1 }],
  ['marks in comments', '# {% x %}\na: 1 # <% z %>\n', { a: 1 }],
];

const BARE: readonly (readonly [string, string, unknown])[] = [
  [
    'a word in brackets with text behind it',
    'a: [DATA_PRODUCT]-adaptor\nb: [ONE_MORE]\n',
    { a: '[DATA_PRODUCT]-adaptor', b: ['ONE_MORE'] },
  ],
  ['{X}', 'a: {X}\nb: 1\n', { a: '{X}', b: 1 }],
  ['{x} before text', 'a: {user_name}/web:1\nb: {c}\n', { a: '{user_name}/web:1', b: { c: null } }],
  [
    '{x} inside text',
    'a: see {id}/x, {y}\n# {{ z }}\nb: a-{id}/b\n',
    { a: 'see {id}/x, {y}', b: 'a-{id}/b' },
  ],
  ['<X> on a line', 'a:\n  b: 1\n  <C_1>\n  <C_2>\nd: <E>\n', { a: { b: 1 }, d: '<E>' }],
  ['[[X]]', 'a: [[X]]\nb: 1\n', { a: '[[X]]', b: 1 }],
  ['@X@', 'a: @X@\nb: 1\n', { a: '@X@', b: 1 }],
  ['%X%', 'a: %API_HOST%:8080\nb: 1\n', { a: '%API_HOST%:8080', b: 1 }],
  ['%%X%%', 'a: %%X%%\nb: 1\n', { a: '%%X%%', b: 1 }],
  ['#{X}#', 'a: #{X}#\nb: 1\n', { a: '#{X}#', b: 1 }],
  ['###X###', 'a: ###X###\nb: 1\n', { a: '###X###', b: 1 }],
  ['${X} in flow', 'a: {b: ${X}, c: [${Z:-1}, 2]}\n', { a: { b: '${X}', c: ['${Z:-1}', 2] } }],
];

describe('templates of other languages', () => {
  for (const [name, text, data] of TEMPLATES) {
    it(`${name}: no problem of the text, all else is read`, () => {
      const file = parseFile(text);
      const [placed] = file.documents;
      assert.deepEqual(placed?.document.problems, []);
      assert.deepEqual(asData(placed?.document.root), data);
      assert.equal(placed?.document.isTemplate, true);
      assert.deepEqual(
        file.problems.map(({ code }) => code),
        ['partly-judged'],
      );
    });
  }

  for (const [name, text, data] of PLAIN) {
    it(`are not ${name}`, () => {
      const { isTemplate, problems, root } = parse(text);
      assert.deepEqual([isTemplate, problems, asData(root)], [false, [], data]);
    });
  }

  it('that do not become YAML are not judged at all', () => {
    const file = parseFile('a: 1\n{% if x %}\n  b: [\n{% endif %}\n\n\n\nc: [x\n\nd: 1\n');
    assert.equal(file.documents[0]?.document.root, undefined);
    assert.deepEqual(file.documents[0]?.document.problems, []);
    assert.deepEqual(
      file.problems.map(({ code }) => code),
      ['partly-judged'],
    );
  });

  it('cost no more than other text', () => {
    for (const line of ['{% a: [\n', '[[ \n', '<% <%\n', '{# x\n', '#@ x: #@\n', 'a: {X} ${ @a@ %%\n']) {
      const before = process.cpuUsage();
      parseFile(line.repeat(20_000));
      assert.ok(process.cpuUsage(before).user < 5_000_000, line);
    }
  });
});

describe('bare placeholders', () => {
  for (const [name, text, data] of BARE) {
    it(`${name} is text`, () => {
      const { isTemplate, problems, root } = parse(text);
      assert.deepEqual([isTemplate, problems, asData(root)], [false, [], data]);
    });
  }

  it('do not hide the mistakes beside them', () => {
    const { problems } = parse('a: {X}\nb: [z\nc: 1\n');
    assert.equal(problems.length, 1);
  });
});
