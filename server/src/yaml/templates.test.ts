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

const TEMPLATES: readonly (readonly [string, string, unknown])[] = [
  ['a value', 'a: {{ .Values.x }}\nb: 1\n', { a: '{{ .Values.x }}', b: 1 }],
  ['part of a value', 'a: {{ .x }}-svc.{{ .y }} # z\nb: 1\n', { a: '{{ .x }}-svc.{{ .y }}', b: 1 }],
  [
    'quotes in quotes',
    'a: "{{ .x | default "y" }}"\nb: \'{{ tpl \'z\' }}\'\n',
    { a: '{{ .x | default "y" }}', b: "{{ tpl 'z' }}" },
  ],
  [
    'colons and hashes inside',
    'a: {{ printf "x: %s # y" .z }}\nb: 1\n',
    { a: '{{ printf "x: %s # y" .z }}', b: 1 },
  ],
  ['a key', '{{ .k }}: 1\na-{{ .l }}: 2\n', { '{{ .k }}': 1, 'a-{{ .l }}': 2 }],
  [
    'a definition of something that is no YAML, before an object',
    '{{- define "c" }}\n## x\nu = [\n{{- if .z }}\n- "a"\n{{- end }}\n]\n{{- end }}\n\na: 1\n',
    { a: 1 },
  ],
  [
    'actions between the marks of a generator',
    'a:\n  {{<- if .x >}}\n  b: 1\n  {{<- else >}}\n  b: 2\n  {{<- end >}}\n',
    { a: { b: 2 } },
  ],
  ['list items', 'a:\n  - {{ .x }}\n  - b\n', { a: ['{{ .x }}', 'b'] }],
  ['flow items', 'a: [{{ .x }}, b]\nc: { d: {{ .y }} }\n', { a: ['{{ .x }}', 'b'], c: { d: '{{ .y }}' } }],
  [
    'branches on lines of their own',
    'a: 1\n{{- if .x }}\nb: 2\n  {{- else }}\nc: 3\n{{- end }}\n',
    { a: 1, b: 2, c: 3 },
  ],
  ['the same key in two branches', '{{ if .x }}\na: 1\n{{ else }}\na: 2\n{{ end }}\n', { a: 2 }],
  [
    'a block of output',
    'a:\n  {{- toYaml .x | nindent 2 }}\nb: 1\n',
    { a: '{{- toYaml .x | nindent 2 }}', b: 1 },
  ],
  [
    'output in column zero',
    'a:\n{{ include "x" . | indent 2 }}\nb: 1\n',
    { a: '{{ include "x" . | indent 2 }}', b: 1 },
  ],
  [
    'output inside a condition',
    'a:\n  {{- with .x }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\nb: 1\n',
    { a: '{{- toYaml . | nindent 2 }}', b: 1 },
  ],
  ['a condition without output', 'a:\n{{- if .x }}\nb: 1\n{{- end }}\n', { a: null, b: 1 }],
  ['a loop behind a key', 'a: {{- range .x }}\n  - {{ . }}\n  {{- end }}\nb: 1\n', { a: ['{{ . }}'], b: 1 }],
  ['lines among entries', 'a:\n  b: 1\n  {{- include "y" . | nindent 2 }}\n  c: 2\n', { a: { b: 1, c: 2 } }],
  [
    'block text',
    'a: |\n  x {{ .y }}\n  {{ .z }}\n{{- if .w }}\n  v\n{{- end }}\nb: 1\n',
    { a: 'x {{ .y }}\n{{ .z }}\n          \nv\n        \n', b: 1 },
  ],
  [
    'an action over lines',
    'a: {{ dict\n  "x" 1\n}}\n{{- /* a\n  comment: "\n*/ -}}\nb: 1\n',
    { a: '{{ dict\n  "x" 1\n}}', b: 1 },
  ],
  ['an action that is not closed yet', 'a: {{ .Val\nb: "{{ .x"\nc: 1\n', { a: '{{ .Val', b: '{{ .x', c: 1 }],
];

describe('templates', () => {
  for (const [name, text, data] of TEMPLATES) {
    it(`${name}: no syntax problem, all else is read`, () => {
      for (const source of [text, text.replaceAll('\n', '\r\n')]) {
        const document = parse(source);
        assert.equal(document.isTemplate, true);
        assert.deepEqual(document.problems, []);
        const read = JSON.parse(JSON.stringify(asData(document.root)).replaceAll('\\r\\n', '\\n'));
        assert.deepEqual(read, data);
      }
    });
  }

  it('keep the offsets of everything', () => {
    const text = 'a: {{ .x }}\n{{ if .y }}\nhost: reviews\n{{ end }}\n';
    const { root } = parse(text);
    assert.ok(root?.kind === 'map');
    const [a, host] = root.entries;
    assert.equal(text.slice(a?.value.start, a?.value.end), '{{ .x }}');
    assert.equal(text.slice(host?.value.start, host?.value.end), 'reviews');
  });

  it('still have the mistakes of plain lines', () => {
    const text = 'a: {{ .x }}\n\nb: 1\n\nc: [x\n\nd: {{ .y }}\n';
    const { problems } = parse(text);
    assert.deepEqual(
      problems.map(({ code, start }) => [code, text.charAt(start)]),
      [['syntax', '[']],
    );
  });

  it('are no templates when all actions are comments', () => {
    for (const text of ['# {{ .x }}\na: 1\n', 'a: 1 # {{ if }}\n', 'a: 1\n']) {
      assert.equal(parse(text).isTemplate, false);
      assert.deepEqual(asData(parse(text).root), { a: 1 });
    }
    assert.equal(parse('a: "#{{ .x }}"\n').isTemplate, true);
  });
});
