import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { globMatches } from './glob.ts';

describe('globs', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['a', 'a', true],
    ['a', 'A', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything', true],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*a', 'a', false],
    ['a*b*c', 'aXbXc', true],
    ['a*b*c', 'acb', false],
    ['*ab*ab*', 'abab', true],
    ['*ab*ab*', 'aba', false],
    ['a?c', 'abc', false],
    ['a.c', 'abc', false],
    ['Service */shop', 'Service x/shop', true],
    ['a*bc', 'abcbc', true],
  ];
  for (const [pattern, text, expected] of rows) {
    it(`"${pattern}" and "${text}": ${expected}`, () => assert.equal(globMatches(pattern, text), expected));
  }
  it('end on hostile patterns', () => {
    assert.ok(!globMatches('*a'.repeat(2_000), 'b'.repeat(100_000)));
  });
});
