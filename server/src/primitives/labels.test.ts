/** Labels, and selectors made of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isKubernetesLabelValue, isLabelKey, isLabelValue } from './labels.ts';
import { isSelectorSubset, selectorMatches, selectorsCanOverlap } from './selector.ts';

describe('label keys', () => {
  for (const good of [
    'app',
    'a.b_c-d',
    'app.kubernetes.io/name',
    `${'a'.repeat(253)}/x`,
    'A1',
    'x'.repeat(63),
  ]) {
    it(`accepts ${good.slice(0, 30)}`, () => assert.ok(isLabelKey(good)));
  }
  for (const bad of [
    '',
    '/a',
    'a/',
    'a/b/c',
    '-a',
    'a-',
    'a b',
    `${'a'.repeat(254)}/x`,
    'x'.repeat(64),
    'a_b/c',
    '*',
  ]) {
    it(`refuses "${bad.slice(0, 30)}"`, () => assert.ok(!isLabelKey(bad)));
  }
});

describe('label values', () => {
  it('may be empty, and long for the webhook', () => {
    for (const value of ['', 'v1', 'a.b_c-d', 'x'.repeat(64)]) assert.ok(isLabelValue(value), value);
    for (const value of ['-a', 'a-', 'a b', 'a/b', '*', 'a\n']) assert.ok(!isLabelValue(value), value);
    assert.ok(isKubernetesLabelValue('x'.repeat(63)) && !isKubernetesLabelValue('x'.repeat(64)));
  });
  it('are checked in linear time', () => {
    assert.ok(!isLabelValue(`${'a-'.repeat(200_000)}-`));
  });
});

describe('selectors', () => {
  it('match objects that carry all their labels', () => {
    assert.ok(selectorMatches({}, { app: 'a' }));
    assert.ok(selectorMatches({ app: 'a' }, { app: 'a', version: 'v1' }));
    assert.ok(!selectorMatches({ app: 'a', version: 'v1' }, { app: 'a' }));
    assert.ok(!selectorMatches({ toString: 'x' }, {}));
  });
  it('are narrower the more labels they have', () => {
    assert.ok(isSelectorSubset({ app: 'a', version: 'v1' }, { app: 'a' }));
    assert.ok(!isSelectorSubset({ app: 'a' }, { app: 'a', version: 'v1' }));
    assert.ok(isSelectorSubset({ app: 'a' }, {}));
  });
  it('overlap unless they contradict', () => {
    assert.ok(selectorsCanOverlap({ app: 'a' }, { version: 'v1' }));
    assert.ok(!selectorsCanOverlap({ app: 'a' }, { app: 'b', version: 'v1' }));
  });
});
