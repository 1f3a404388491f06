import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isTrustDomain } from './trust-domain.ts';

describe('trust domains', () => {
  it('are dot-separated labels', () => {
    for (const text of ['cluster.local', 'td', 'td.', 'a.1', '1.2.3.4', 'A-b.c'])
      assert.ok(isTrustDomain(text), text);
  });
  it('are nothing else', () => {
    for (const text of ['', '.', 'a..b', 'a_b', '*', 'a/b', 'spiffe://a', ' a'])
      assert.ok(!isTrustDomain(text), text);
  });
});
