import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNearMiss, isVariant } from './near-miss.ts';

describe('near misses', () => {
  it('are slips of the pen', () => {
    for (const [written, known] of [
      ['catalgo', 'catalog'],
      ['waypont', 'waypoint'],
      ['pyaa', 'paya'],
      ['istio-ingresgatway', 'istio-ingressgateway'],
      ['Reviews', 'reviews'],
    ] as const) {
      assert.ok(isNearMiss(written, known), `${written} ${known}`);
    }
  });

  it('are no siblings, and no short words', () => {
    for (const [written, known] of [
      ['v1', 'v2'],
      ['eu1', 'eu2'],
      ['shop-dev', 'shop-qa'],
      ['web', 'wep'],
      ['cart', 'card'],
      ['orders', 'orders'],
    ] as const) {
      assert.ok(!isNearMiss(written, known), `${written} ${known}`);
    }
    assert.ok(isVariant('cluster-1', 'cluster-22'));
    assert.ok(!isVariant('reviews', 'reviews2'));
  });
});
