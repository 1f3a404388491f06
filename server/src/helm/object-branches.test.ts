/** No fixture: where an object of a template stands shows in what is not said. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { objectBranches } from './object-branches.ts';

const TEXT =
  'a: 1\n---\n{{- if .Values.x }}\nb: 1\n{{- else }}\nc: 1\n---\nd: 1\n{{- end }}\n---\ne:\n{{- if .y }}\n  f: 1\n{{- end }}\n';

describe('objects of templates', () => {
  const around = objectBranches(TEXT);
  const of = (words: string) => around(TEXT.indexOf(words), TEXT.indexOf(words) + words.length);

  it('stand in the branches that hold all of them', () => {
    assert.equal(of('a: 1'), undefined);
    assert.ok(of('b: 1') !== undefined);
    assert.notEqual(of('b: 1'), of('c: 1'));
    assert.equal(of('c: 1'), of('d: 1'));
  });

  it('are always there when only a part of them stands in one', () => {
    const start = TEXT.indexOf('e:');
    assert.equal(around(start, TEXT.indexOf('f: 1') + 4), undefined);
  });

  it('of a template that does not balance are taken as they are', () => {
    assert.equal(objectBranches('{{ if }}\na: 1\n')(9, 13), undefined);
  });
});
