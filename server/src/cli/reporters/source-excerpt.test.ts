/** Not a fixture: about the picture of a place, not about a finding. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourceExcerpt } from './source-excerpt.ts';

function drawn(text: string, line: number, start: number, end: number, columns = 80): string {
  const range = { start: { line, character: start }, end: { line, character: end } };
  return sourceExcerpt(text.split('\n'), range, columns)
    .map((row) => `${row.gutter} |${row.text}`)
    .join('\n');
}

describe('sourceExcerpt', () => {
  it('shows the line before and marks the range', () => {
    assert.equal(drawn('spec:\n  hosts: [a]', 1, 2, 7), '   1 |spec:\n   2 |  hosts: [a]\n     |  ^^^^^');
  });

  it('leaves out a blank line before', () => {
    assert.equal(drawn('\nspec:', 1, 0, 4), '   2 |spec:\n     |^^^^');
    assert.equal(drawn('spec:', 0, 0, 4), '   1 |spec:\n     |^^^^');
  });

  it('marks at least one column, also behind the end', () => {
    assert.equal(drawn('a:', 0, 2, 2), '   1 |a:\n     |  ^');
  });

  it('keeps marks under what they mean behind tabs, emoji and wide characters', () => {
    assert.equal(drawn('\ta: b', 0, 4, 5), '   1 |  a: b\n     |     ^');
    assert.equal(drawn('🙂: b', 0, 4, 5), '   1 |🙂: b\n     |    ^');
    assert.equal(drawn('日本: b', 0, 0, 2), '   1 |日本: b\n     |^^^^');
  });

  it('cuts long lines around the marks', () => {
    const text = `${'a'.repeat(500)}MARK${'b'.repeat(500)}`;
    const [line = '', marks = ''] = drawn(text, 0, 500, 504).split('\n');
    assert.ok(line.length <= 80, line);
    assert.equal(line.indexOf('MARK'), marks.indexOf('^^^^'));
    assert.match(line, /\|….*MARK.*…$/);
  });

  it('shows something on the narrowest terminal', () => {
    assert.match(drawn('spec:\n  hosts: [a]', 1, 2, 7, 1), /1 \|spec:\n.*hosts: \[a\]/);
  });

  it('marks the rest of the first line of a longer range', () => {
    const range = { start: { line: 0, character: 3 }, end: { line: 2, character: 1 } };
    const [, marks] = sourceExcerpt(['a: {', 'b', '}'], range, 80);
    assert.equal(marks?.text, '   ^');
  });

  it('is empty without text', () => {
    assert.equal(drawn('', 0, 0, 0), '');
  });
});
