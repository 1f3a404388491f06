import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import { KnownWords, nearest } from './nearest.ts';

test('what is passed over would not have been nearest', () => {
  const random = new Random(11);
  const word = () => Array.from({ length: 1 + random.below(9) }, () => random.pick([...'abcA-1'])).join('');
  for (let round = 0; round < 500; round++) {
    const words = Array.from({ length: random.below(40) }, word);
    const asked = word();
    // One by one there is nobody to be behind.
    const scores = words
      .filter((each) => nearest(asked, [each]).length > 0)
      .map((each) => ({
        each,
        pairs: words.filter((other) => nearest(asked, [each, other], 1)[0] === other),
      }));
    const expected = scores
      .toSorted((a, b) => a.pairs.length - b.pairs.length)
      .slice(0, 3)
      .map(({ each }) => each);
    const found = new KnownWords(words).nearest(asked);
    assert.equal(found.length, expected.length);
    for (const [at, each] of found.entries()) {
      // As near as the one at its place, each being first of the two.
      assert.equal(nearest(asked, [each, expected[at] ?? ''], 1)[0], each);
      assert.equal(nearest(asked, [expected[at] ?? '', each], 1)[0], expected[at]);
    }
  }
});
