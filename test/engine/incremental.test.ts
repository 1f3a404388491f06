/** Randomised, so no fixture: thousands of random edits over small meshes, from a fixed list of seeds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIncremental } from './incremental.ts';

describe('incremental analysis', () => {
  for (const seed of [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]) {
    it(`equals a run from scratch after each of 200 random edits (seed ${seed})`, () => {
      assert.ok(checkIncremental(seed, 200) > 1000, 'more than a thousand findings were compared');
    });
  }
});
