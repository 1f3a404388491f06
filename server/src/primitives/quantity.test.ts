import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isQuantity } from './quantity.ts';

describe('isQuantity', () => {
  for (const text of ['0', '100m', '1.5Gi', '.5', '2e3', '128Mi', '+1k']) {
    it(`accepts ${text}`, () => assert.equal(isQuantity(text), true));
  }
  for (const text of ['', 'Gi', '100 m', '1.5gi', '1K', '10MB', '1_000']) {
    it(`refuses "${text}"`, () => assert.equal(isQuantity(text), false));
  }
});
