import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileRe2 } from './regex.ts';
import { regexExample } from './regex-example.ts';

describe('regexExample', () => {
  test('gives a text that the engine accepts', () => {
    const patterns = [
      '/api/v[0-9]+/.*',
      '(?i)^(www|api)\\.shop\\.example$',
      '[^/]+',
      '[[:alpha:]]{3}-\\d{2,4}',
      '(?P<name>a|b)c?',
      'x{0}y',
      '\\Aab\\z',
      '|a',
      '[]x]+',
      '.+@.+\\.example',
    ];
    for (const pattern of patterns) {
      const example = regexExample(pattern, 'whole');
      assert.ok(example !== undefined, `nothing for ${pattern}`);
      const compiled = compileRe2(pattern);
      assert.ok(compiled.ok && compiled.matchesWhole(example), `${example} for ${pattern}`);
    }
  });
  test('says nothing rather than something wrong', () => {
    for (const pattern of ['(?=x)', '', 'a\\b\\Bc', '[z-a]', 'a{70}']) {
      assert.equal(regexExample(pattern, 'whole'), undefined, pattern);
    }
  });
  test('never throws, however the expression is cut off', () => {
    const pattern = '(?i:[[:alpha:]\\]x]{2,3}|\\p{L}\\Q*\\E)[^a-c]*?$';
    for (let end = 0; end <= pattern.length; end++) regexExample(pattern.slice(0, end), 'whole');
  });
});
