import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNearBeside, isNearMiss, isVariant, sharesWordIn } from './near-miss.ts';

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

  it('share a word beyond that of their namespace, where they have one', () => {
    assert.equal(sharesWordIn('login', 'login-redis-master', 'login-server'), false);
    assert.equal(sharesWordIn('login', 'login-web-server', 'login-server'), true);
    assert.equal(sharesWordIn('login', 'login-server', 'login'), true);
    assert.equal(sharesWordIn('shop-web', 'shop-till', 'shop-pay'), false);
    assert.equal(sharesWordIn('istio-egress', 'news-egressgateway', 'istio-egressgateway'), true);
    assert.equal(sharesWordIn('lab', 'shop-till', 'shop-pay'), true);
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

  it('are counted as the whole table of edits counts them', () => {
    const letters = 'abc';
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const name = (length: number) => Array.from({ length }, () => letters[next(3)]).join('');
    for (let count = 0; count < 3000; count++) {
      const a = name(2 + next(12));
      const b =
        next(2) === 0
          ? name(2 + next(12))
          : a.slice(0, next(a.length)) + name(next(3)) + a.slice(next(a.length));
      if (a === b || Math.max(a.length, b.length) < 2) continue;
      const edits = editsOf(a, b);
      const longer = Math.max(a.length, b.length);
      const isSwap = edits === 1 && a.length === b.length && [...a].sort().join() === [...b].sort().join();
      const isNear = isSwap ? longer >= 4 : longer >= 9 ? edits <= 2 : longer >= 5 && edits <= 1;
      assert.equal(isNearMiss(a, b), isNear, `${a} ${b}: ${edits}`);
      assert.equal(isNearBeside(a, b), isNear || edits <= 1, `${a} ${b}: ${edits}`);
    }
  });

  it('of long names cost what the names are long', () => {
    const long = 'ab'.repeat(100_000);
    assert.ok(isNearMiss(`x${long}x`, `y${long}y`));
    assert.ok(!isNearMiss(`x${long}x`, `y${long}`.slice(0, -40) + 'z'.repeat(40)));
  });
});

/** Insertions, deletions, replacements and swaps of neighbours, by the whole table. */
function editsOf(a: string, b: string): number {
  const cost = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => cost[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same];
      (cost[i] as number[])[j] = Math.min(
        ...ways,
        isSwapped ? at(i - 2, j - 2) + 1 : at(0, a.length + b.length),
      );
    }
  }
  return at(a.length, b.length);
}
