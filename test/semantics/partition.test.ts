/** Randomised against RE2 and brute force, so no fixture. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileRe2 } from '../../server/src/primitives/regex.ts';
import { type Language, Languages } from '../../server/src/semantics/partition/language.ts';
import {
  below,
  endingWith,
  policyPath,
  startingWith,
} from '../../server/src/semantics/partition/patterns.ts';
import { expression } from '../../server/src/semantics/partition/regular-expression.ts';
import { witnesses } from '../../server/src/semantics/partition/witnesses.ts';
import { Random } from '../engine/random.ts';

function contains(languages: Languages, language: Language, text: string): boolean {
  let rest = language;
  for (let at = 0; at < text.length; at++) rest = languages.after(rest, text.charCodeAt(at));
  return languages.endsHere(rest);
}

/** Every text over a small alphabet. */
function texts(alphabet: string, length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = texts(alphabet, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => [...alphabet].map((unit) => text + unit))];
}

function randomExpression(random: Random, depth: number): string {
  if (depth === 0) return random.pick(['a', 'b', '.', '[ab]', '[^a]', '\\d', 'c']);
  const inner = () => randomExpression(random, depth - 1);
  return random.pick([
    () => inner() + inner(),
    () => `(${inner()}|${inner()})`,
    () => `(${inner()})*`,
    () => `(?:${inner()})?`,
    () => `(${inner()}){1,2}`,
  ])();
}

describe('expressions as languages', () => {
  it('hold just the texts that RE2 matches as a whole', () => {
    const random = new Random(7);
    const all = texts('abc1', 3);
    for (let round = 0; round < 80; round++) {
      const pattern = randomExpression(random, 3);
      const compiled = compileRe2(pattern);
      const languages = new Languages();
      const language = expression(languages, pattern);
      assert.ok(compiled.ok && language !== undefined, pattern);
      for (const text of all)
        assert.equal(
          contains(languages, language, text),
          compiled.matchesWhole(text),
          `${pattern} on "${text}"`,
        );
    }
  });

  it('refuse what they cannot say', () => {
    for (const pattern of ['a\\b', '(?i)a', '[[:alpha:]]', '\\pL', 'a{1,900}', 'a^b', '(']) {
      assert.equal(expression(new Languages(), pattern), undefined, pattern);
    }
  });
});

describe('witnesses', () => {
  it('are one for each combination of patterns that some text has, and no other', () => {
    const languages = new Languages();
    const patterns = [
      startingWith(languages, '/ab'),
      endingWith(languages, 'a'),
      below(languages, '/a'),
      policyPath(languages, '/{*}/b'),
      expression(languages, '/a+b?') ?? languages.nothing,
    ];
    const domain = startingWith(languages, '/');
    const vector = (text: string) => patterns.map((pattern) => contains(languages, pattern, text)).join();
    const wanted = new Set(
      texts('/abc', 6)
        .filter((text) => text.startsWith('/'))
        .map(vector),
    );
    const found = witnesses(languages, domain, patterns) ?? [];
    assert.deepEqual(new Set(found.map(vector)), wanted);
    assert.equal(found.length, wanted.size, 'none twice');
  });

  it('say that nobody knows when there are too many', () => {
    const languages = new Languages();
    const patterns = Array.from(
      { length: 14 },
      (_, index) => expression(languages, `.*a.{${index + 8}}`) ?? languages.nothing,
    );
    assert.equal(witnesses(languages, languages.anything, patterns), undefined);
  });
});
