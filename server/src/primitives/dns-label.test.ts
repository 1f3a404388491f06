import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDnsLabel, isDnsLabelBody, isWildcardDnsLabel } from './dns-label.ts';

describe('DNS labels', () => {
  for (const good of ['a', 'A', '1', 'a-b', 'a--b', 'Reviews', 'a'.repeat(63)]) {
    it(`accepts "${good}"`, () => assert.ok(isDnsLabel(good)));
  }
  for (const bad of ['', '-a', 'a-', 'a_b', 'a.b', '*', 'é', 'a'.repeat(64), 'a\n']) {
    it(`refuses ${JSON.stringify(bad)}`, () => assert.ok(!isDnsLabel(bad)));
  }
  for (const good of ['*', 'foo', '*foo', '*-foo', `*${'a'.repeat(62)}`]) {
    it(`accepts the wildcard "${good}"`, () => assert.ok(isWildcardDnsLabel(good)));
  }
  for (const bad of ['', 'fo*', 'f*o', '**', '*_a', '*-', '*--a', `*${'a'.repeat(63)}`]) {
    it(`refuses the wildcard "${bad}"`, () => assert.ok(!isWildcardDnsLabel(bad)));
  }
  it('has no length limit for parts of a label prefix', () => {
    assert.ok(isDnsLabelBody('a'.repeat(100)));
    assert.ok(!isDnsLabelBody(`${'a'.repeat(100)}-`));
  });
});
