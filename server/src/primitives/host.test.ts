import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkFqdn,
  checkWildcardHost,
  checkWildcardHostOrSni,
  type HostProblem,
  isPartialWildcard,
} from './host.ts';

/** 255 characters in labels of 63. */
const longest = `${'a'.repeat(63)}.`.repeat(3) + 'b'.repeat(63);

describe('fully qualified hosts', () => {
  for (const good of [
    'reviews',
    'reviews.',
    'a.b.c',
    'istio.io.',
    '1a',
    'A.B',
    '1.2.3.4a',
    '0x7f.x',
    longest,
  ]) {
    it(`accepts "${good}"`, () => assert.deepEqual(checkFqdn(good), { ok: true }));
  }
  const bad: readonly (readonly [string, HostProblem, string])[] = [
    ['', 'empty', ''],
    ['.', 'bad-label', ''],
    ['a..b', 'bad-label', ''],
    ['.a', 'bad-label', ''],
    ['a_b.c', 'bad-label', 'a_b'],
    ['a.b_c.d', 'bad-label', 'b_c'],
    ['*', 'bad-label', '*'],
    ['*.foo.com', 'bad-label', '*'],
    ['1.2.3.4', 'ip-like', '4'],
    ['123', 'ip-like', '123'],
    ['a.-', 'bad-label', '-'],
    ['foo com', 'bad-label', 'foo com'],
    ['::1', 'bad-label', '::1'],
    [`${longest}c`, 'too-long', `${longest}c`],
    [`${'é'.repeat(128)}`, 'too-long', 'é'.repeat(128)],
  ];
  for (const [host, problem, part] of bad) {
    it(`refuses "${host}": ${problem}`, () => {
      const result = checkFqdn(host);
      assert.ok(!result.ok);
      assert.equal(result.problem, problem);
      assert.equal(host.slice(result.start, result.end), part);
    });
  }
  it('reads a last label that no integer can hold as a name, as upstream does', () => {
    assert.ok(checkFqdn(`a.${'9'.repeat(19)}`).ok);
    assert.ok(!checkFqdn('a.9223372036854775807').ok);
  });
});

describe('wildcard hosts', () => {
  for (const good of ['*', '*.', 'foo.', '*.foo.com', '*foo.com', '*-foo.com', '123', 'reviews', 'a.b']) {
    it(`accepts "${good}"`, () => assert.deepEqual(checkWildcardHost(good), { ok: true }));
  }
  for (const bad of ['', 'foo.*.com', 'fo*.com', '1.2.3.4', 'a..b', '*.*', '*.1', '**.com', 'a.b_c']) {
    it(`refuses "${bad}"`, () => assert.equal(checkWildcardHost(bad).ok, false));
  }
});

describe('hosts of istiod’s SNI form', () => {
  for (const good of ['outbound_.80_._.httpbin.org', 'outbound_.80_.v1_.a.b.svc', 'httpbin.org', '*']) {
    it(`accepts "${good}"`, () => assert.ok(checkWildcardHostOrSni(good).ok));
  }
  for (const bad of ['outbound_.80_.', 'outbound_.x_._.a.b', 'outbound_.80_._.', 'outbound_', 'a_b']) {
    it(`refuses "${bad}"`, () => assert.ok(!checkWildcardHostOrSni(bad).ok));
  }
});

describe('partial wildcards', () => {
  it('are wildcards that do not fill a label', () => {
    for (const host of ['*foo.com', 'a*.b', '**']) assert.ok(isPartialWildcard(host), host);
    for (const host of ['*', '*.foo.com', 'foo.com']) assert.ok(!isPartialWildcard(host), host);
  });
});

describe('hostile hosts', () => {
  it('are refused however long they are', () => {
    for (const host of ['a.'.repeat(500_000), '*'.repeat(1_000_000), '-'.repeat(1_000_000)]) {
      assert.ok(!checkFqdn(host).ok);
      assert.ok(!checkWildcardHost(host).ok);
    }
  });
});
