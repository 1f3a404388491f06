import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitDocuments } from './split-documents.ts';

const TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['one document', 'a: 1\n', ['a: 1\n']],
  ['an empty file has one empty document', '', ['']],
  ['a separator between two', 'a: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
  ['a separator in front makes no document', '---\na: 1\n', ['a: 1\n']],
  ['a comment before the first separator is a document', '# hi\n---\na: 1\n', ['# hi\n', 'a: 1\n']],
  ['a separator at the end opens an empty document', 'a: 1\n---\n', ['a: 1\n', '']],
  ['two separators hold an empty document', 'a: 1\n---\n---\nb: 2', ['a: 1\n', '', 'b: 2']],
  ['blanks behind the dashes', 'a: 1\n---  \t\nb: 2', ['a: 1\n', 'b: 2']],
  [
    'text behind the dashes belongs to the document',
    '--- # x\na: 1\n--- {b: 2}\n',
    ['# x\na: 1\n', '{b: 2}\n'],
  ],
  ['dashes glued to text separate nothing', 'a: 1\n---b\n', ['a: 1\n---b\n']],
  ['indented dashes separate nothing', 'a: |\n  ---\nb: 2\n', ['a: |\n  ---\nb: 2\n']],
  ['dashes inside a scalar separate', 'a: "x\n---\nb: 2\n', ['a: "x\n', 'b: 2\n']],
  ['dots end a document', 'a: 1\n...\n', ['a: 1\n']],
  ['dots and text behind them', 'a: 1\n...\nb: 2\n', ['a: 1\n', 'b: 2\n']],
  ['dots and a separator', 'a: 1\n...\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
  ['a byte order mark belongs to no document', '\ufeffa: 1\n', ['a: 1\n']],
  ['a byte order mark before a separator', '\ufeff---\na: 1\n', ['a: 1\n']],
  ['a lone CR ends a line', 'a: 1\r---\rb: 2\r', ['a: 1\r', 'b: 2\r']],
];

describe('splitDocuments', () => {
  for (const [name, text, expected] of TABLE) {
    it(name, () => {
      const texts = (source: string): string[] =>
        splitDocuments(source).map(({ start, end }) => source.slice(start, end));
      assert.deepEqual(texts(text), expected);
      const crlf = (source: string): string => source.replace(/\r?\n/g, '\r\n');
      assert.deepEqual(texts(crlf(text)), expected.map(crlf));
    });
  }

  it('takes linear time on nothing but separators and dots', () => {
    assert.equal(splitDocuments('---\n'.repeat(200_000)).length, 200_000);
    assert.equal(splitDocuments('-'.repeat(2_000_000)).length, 1);
    assert.equal(splitDocuments('a\n...\n'.repeat(200_000)).length, 200_000);
  });
});
