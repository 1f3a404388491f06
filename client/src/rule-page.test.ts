import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docsUrl } from '../../server/src/rules/docs-url.ts';
import { rulePageOf } from './rule-page.ts';

test('the address that the server gives is known', () => {
  assert.equal(
    rulePageOf(docsUrl('virtual-service/subset-not-found')),
    'virtual-service/subset-not-found.md',
  );
});

test('other addresses stay what they are', () => {
  for (const address of [
    'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
    'https://github.com/meshwright/meshwright/blob/main/docs/settings.md',
    'https://github.com/meshwright/meshwright/blob/main/docs/rules/../../LICENSE.md',
    'file:///shop/docs/rules/schema/one-of.md',
  ]) {
    assert.equal(rulePageOf(address), undefined, address);
  }
});
