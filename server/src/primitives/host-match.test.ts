import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import { compareSpecificity, hostsOverlap, isHostSubset, mostSpecificHost } from './host-match.ts';

describe('overlap of hosts', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['foo.com', 'foo.com', true],
    ['foo.com', 'bar.com', false],
    ['*.foo.com', 'foo.com', false],
    ['*.foo.com', 'a.foo.com', true],
    ['*.foo.com', 'a.b.foo.com', true],
    ['*foo.com', 'foo.com', true],
    ['*', 'anything', true],
    ['*', '*.com', true],
    ['*.com', '*.foo.com', true],
    ['*.com', '*.org', false],
    ['*.foo.com', '*.bar.com', false],
  ];
  for (const [a, b, expected] of rows) {
    it(`${a} and ${b}: ${expected}`, () => {
      assert.equal(hostsOverlap(a, b), expected);
      assert.equal(hostsOverlap(b, a), expected);
    });
  }
});

describe('inclusion of hosts', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['a.foo.com', '*.foo.com', true],
    ['*.foo.com', 'a.foo.com', false],
    ['*.a.foo.com', '*.foo.com', true],
    ['*.foo.com', '*.a.foo.com', false],
    ['*.foo.com', '*', true],
    ['*', '*.foo.com', false],
    ['*', '*', true],
    ['foo.com', 'foo.com', true],
    ['foo.com', '*.foo.com', false],
  ];
  for (const [inner, outer, expected] of rows) {
    it(`${inner} in ${outer}: ${expected}`, () => assert.equal(isHostSubset(inner, outer), expected));
  }
});

describe('relations of random hosts', () => {
  const random = new Random(7);
  const host = () =>
    random.pick(['', '*', '*.', '*-', 'a.', 'b.a.']) +
    random.pick(['com', 'a.com', 'b.a.com', 'a', 'ab.com']);
  it('hold: overlap is symmetric, inclusion implies overlap, order is total', () => {
    for (let round = 0; round < 5_000; round++) {
      const a = host();
      const b = host();
      assert.equal(hostsOverlap(a, b), hostsOverlap(b, a), `${a} ${b}`);
      if (isHostSubset(a, b)) assert.ok(hostsOverlap(a, b), `${a} in ${b}`);
      assert.ok(isHostSubset(a, a) && hostsOverlap(a, a));
      assert.equal(Math.sign(compareSpecificity(a, b)), -Math.sign(compareSpecificity(b, a)) + 0);
    }
  });
});

describe('the most specific host', () => {
  it('is the name itself, else the longest wildcard', () => {
    const hosts = ['*', '*.com', '*.foo.com', 'a.foo.com'];
    assert.equal(mostSpecificHost('a.foo.com', hosts), 'a.foo.com');
    assert.equal(mostSpecificHost('b.foo.com', hosts), '*.foo.com');
    assert.equal(mostSpecificHost('b.bar.com', hosts), '*.com');
    assert.equal(mostSpecificHost('*.b.foo.com', hosts), '*.foo.com');
    assert.equal(mostSpecificHost('org', ['*.com', 'com']), undefined);
  });
  it('sorts names before wildcards', () => {
    assert.deepEqual(['*', '*.com', 'b', 'aa', 'ab'].sort(compareSpecificity), [
      'aa',
      'ab',
      'b',
      '*.com',
      '*',
    ]);
  });
});
