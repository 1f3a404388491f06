import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatPrincipal,
  parsePrincipal,
  parsePrincipalPattern,
  parseServiceAccount,
  principalMatches,
} from './principal.ts';

const cart = { trustDomain: 'cluster.local', namespace: 'shop', serviceAccount: 'cart' };

describe('principals', () => {
  it('are read with and without a scheme, and written without', () => {
    assert.deepEqual(parsePrincipal('cluster.local/ns/shop/sa/cart'), cart);
    assert.deepEqual(parsePrincipal('spiffe://cluster.local/ns/shop/sa/cart'), cart);
    assert.equal(formatPrincipal(cart), 'cluster.local/ns/shop/sa/cart');
    assert.deepEqual(parsePrincipal(formatPrincipal(cart)), cart);
  });
  for (const text of [
    '',
    'cart',
    'shop/cart',
    'cluster.local/ns/shop',
    'td/ns//sa/x',
    'td/sa/x/ns/y',
    'td/ns/a/sa/b/c',
  ]) {
    it(`does not read "${text}"`, () => assert.equal(parsePrincipal(text), undefined));
  }
  it('have patterns', () => {
    assert.equal(parsePrincipalPattern('*').form, 'any');
    assert.equal(parsePrincipalPattern('cluster.local/*').form, 'prefix');
    assert.equal(parsePrincipalPattern('*/sa/cart').form, 'suffix');
    assert.deepEqual(parsePrincipalPattern('cluster.local/ns/shop/sa/cart'), {
      form: 'exact',
      hasScheme: false,
      principal: cart,
    });
    assert.ok(parsePrincipalPattern('spiffe://cluster.local/ns/shop/sa/cart').hasScheme);
  });
  it('match', () => {
    const name = formatPrincipal(cart);
    for (const pattern of ['*', name, 'cluster.local/*', '*/sa/cart'])
      assert.ok(principalMatches(pattern, name), pattern);
    for (const pattern of ['', 'cart', '*/sa/car', 'other/*', `spiffe://${name}`]) {
      assert.ok(!principalMatches(pattern, name), pattern);
    }
    assert.ok(!principalMatches('*', ''));
  });
});

describe('service accounts of policies', () => {
  it('are in the namespace of the policy unless they say so', () => {
    assert.deepEqual(parseServiceAccount('cart', 'shop'), { namespace: 'shop', name: 'cart' });
    assert.deepEqual(parseServiceAccount('other/cart', 'shop'), { namespace: 'other', name: 'cart' });
    for (const text of ['', '/', 'a/', '/a', 'a/b/c', 'a_b/c'])
      assert.equal(parseServiceAccount(text, 'shop'), undefined);
  });
});
