/** The small number rules together: percentages, weights, primes, integers as Go reads them, UTF-8 lengths. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goInteger } from './go-integer.ts';
import { isFractionalPercent, isPercent } from './percent.ts';
import { isPrime, nearestPrimes } from './prime.ts';
import { utf8Length } from './utf8-length.ts';
import { checkDistributionWeights, isWeight, weightShares } from './weight.ts';

describe('percentages', () => {
  it('are whole numbers up to 100', () => {
    for (const value of [0, 1, 100]) assert.ok(isPercent(value));
    for (const value of [-1, 101, 0.5, Number.NaN]) assert.ok(!isPercent(value));
  });
  it('may be as small as 0.0001 where fractions are allowed', () => {
    for (const value of [0, 0.0001, 99.99, 100]) assert.ok(isFractionalPercent(value));
    for (const value of [-0.0001, 0.00009, 100.0001, Number.NaN]) assert.ok(!isFractionalPercent(value));
  });
});

describe('weights', () => {
  it('are 32-bit numbers of no sign', () => {
    for (const value of [0, 1, 100, 2_147_483_647]) assert.ok(isWeight(value));
    for (const value of [-1, 1.5, 2_147_483_648]) assert.ok(!isWeight(value));
  });
  it('are relative', () => {
    assert.deepEqual(weightShares([1, 3]), [0.25, 0.75]);
    assert.deepEqual(weightShares([0]), [1]);
    assert.deepEqual(weightShares([undefined]), [1]);
    assert.deepEqual(weightShares([90, undefined]), [1, 0]);
    assert.equal(weightShares([0, 0]), undefined);
    assert.equal(weightShares([undefined, undefined]), undefined);
  });
  it('of localities are percentages', () => {
    assert.deepEqual(checkDistributionWeights([80, 20]), []);
    assert.deepEqual(checkDistributionWeights([100]), []);
    assert.deepEqual(checkDistributionWeights([80, 10]), [{ problem: 'sum-not-100', sum: 90 }]);
    assert.deepEqual(checkDistributionWeights([100, 0]), [{ problem: 'out-of-range', index: 1 }]);
  });
});

describe('primes', () => {
  it('are counted as upstream does', () => {
    const primes = Array.from({ length: 31 }, (_, index) => index).filter(isPrime);
    assert.deepEqual(primes, [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
    assert.ok(isPrime(65537) && isPrime(5_000_011) && !isPrime(65535));
    assert.ok(!isPrime(-7) && !isPrime(7.5) && !isPrime(Number.NaN) && !isPrime(2 ** 60));
  });
  it('have neighbours', () => {
    assert.deepEqual(nearestPrimes(65536, 5_000_011), [65521, 65537]);
    assert.deepEqual(nearestPrimes(65537, 5_000_011), [65537]);
    assert.deepEqual(nearestPrimes(9_000_000, 5_000_011), [5_000_011]);
    assert.deepEqual(nearestPrimes(-5, 100), [1]);
    assert.deepEqual(nearestPrimes(99, 100), [97]);
  });
});

describe('integers', () => {
  it('are read as Go does', () => {
    assert.equal(goInteger('+080'), 80n);
    assert.equal(goInteger('-9223372036854775808'), -(1n << 63n));
    for (const text of ['', '-', '1.0', '1e3', ' 1', '0x10', '1_000', '9223372036854775808']) {
      assert.equal(goInteger(text), undefined, text);
    }
    assert.equal(goInteger('0'.repeat(1_000_000)), 0n);
  });
});

describe('lengths', () => {
  it('count bytes of UTF-8', () => {
    for (const text of ['', 'abc', 'é', '€', '😀', 'a😀b', '\ud800', '\udc00a']) {
      assert.equal(utf8Length(text), new TextEncoder().encode(text).length, JSON.stringify(text));
    }
  });
});
