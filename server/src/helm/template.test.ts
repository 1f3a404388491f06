import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTemplate } from './template.ts';

function states(text: string): readonly string[] {
  return readTemplate(text).documents.flatMap(({ nodes }) =>
    nodes.map(({ path, state, value, range }) =>
      state === 'templated'
        ? `${path} ?`
        : `${path} ${state} ${value} "${text.slice(range.start, range.end)}"`,
    ),
  );
}

describe('reading a template', () => {
  it('keeps the structure when control words stand before a key on its line', () => {
    assert.deepEqual(states('a:\n  {{ if .x }}b: 1{{ end }}\n  {{- with .y }}c: 2{{ end }}\n  d: 3\n'), [
      'a.b conditional 1 "1"',
      'a.c conditional 2 "2"',
      'a.d certain 3 "3"',
    ]);
  });

  it('knows a value that touches an action from one beside it', () => {
    assert.deepEqual(states('a: x-{{ .b }}\nc: [u{{ if .z }}, w{{ end }}]\n{{ .k }}: v\n').slice(0, 3), [
      'a ?',
      'c[0] certain u "u"',
      'c[1] conditional w "w"',
    ]);
  });

  it('does not take blocks that a whole document stands in for conditions of its parts', () => {
    assert.deepEqual(
      states('{{ if .a }}\na: 1\n{{ else }}\na: 2\n{{ end }}\n---\n{{ range .b }}\nb: 3\n{{ end }}\n'),
      ['a conditional 1 "1"', 'a conditional 2 "2"', 'b certain 3 "3"'],
    );
  });

  it('blanks definitions, with braces in quotes and comments', () => {
    assert.deepEqual(states('{{ define "x" }}\na: [\n{{ end }}{{/* }} "{{ */}}\nb: {{ "}}" }}\nc: 1\n'), [
      'b ?',
      'c certain 1 "1"',
    ]);
  });

  it('says what is never closed, and what closes nothing', () => {
    const fault = (text: string) => {
      const found = readTemplate(text).fault;
      return found && text.slice(found.start, found.end);
    };
    assert.equal(fault('a: 1\n{{ if .b }}\nc: 2\n'), '{{ if .b }}');
    assert.equal(fault('{{ if .b }}\na: {{ .c\nd: 2\n'), '{{ .c');
    assert.equal(fault('{{ end }}'), '{{ end }}');
    assert.equal(fault('{{ if .a }}{{ else }}{{ end }}{{ else }}'), '{{ else }}');
    assert.equal(fault('a: "{{ `{{` }} }}"'), undefined);
  });

  it('finds keys twice in one branch, and no others', () => {
    const keys = (text: string) => readTemplate(text).duplicates.map(({ key, start }) => `${key} ${start}`);
    assert.deepEqual(keys('{{ if .a }}\nx: 1\nx: 2\n{{ end }}\n'), ['x 17']);
    assert.deepEqual(keys('x: 1\n{{ if .a }}\nx: 2\n{{ end }}\n'), ['x 17']);
    assert.deepEqual(keys('{{ if .a }}\nx: 1\n{{ else }}\nx: 2\n{{ end }}\n'), []);
    assert.deepEqual(keys('{{ if .a }}\nx: 1\n{{ end }}\n{{ if .b }}\nx: 2\n{{ end }}\n'), []);
    assert.deepEqual(keys('{{ .a }}: 1\n{{ .b }}: 2\n'), []);
    assert.deepEqual(keys('{{<- if .a >}}\nx: 1\n{{<- else >}}\nx: 2\n{{<- end >}}\n'), []);
  });

  it('leaves keys alone that may belong to several items, each begun by an action', () => {
    const keys = (text: string) => readTemplate(text).duplicates.map(({ key }) => key);
    const item = (key: string) => `{{- include "hook" . }}\n  ${key}: 1\n`;
    assert.deepEqual(keys(`hooks:\n${item('x')}${item('x')}`), []);
    assert.deepEqual(keys(`hooks:\n${item('x')}  x: 2\n`), ['x']);
    assert.deepEqual(keys('a:\n  x: 1\n  b:\n    {{- include "c" . | nindent 4 }}\n  x: 2\n'), ['x']);
  });

  it('never raises, wherever the text is cut off, and takes hostile text as easily', () => {
    const text =
      '{{- define "a" }}x{{ end -}}\n{{ range $i, $v := .b }}\n- a: {{ $v | quote }}\n  {{ if $i }}c: `{{ end }}\n{{ else }}\n- {{/* z */}}\n{{ end }}\n';
    for (let at = 0; at <= text.length; at++) readTemplate(text.slice(0, at));
    for (const piece of [
      '{{',
      '{{ if }}',
      '{{ "',
      '{{/*',
      '{{ end }}',
      '{{ x }}\n',
      '  {{ if .a }}k: v{{ end }}\n',
    ])
      readTemplate(piece.repeat(4000));
  });
});
