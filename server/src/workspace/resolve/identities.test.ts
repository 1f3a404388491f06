import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import {
  acceptsAccount,
  accountOfPrincipal,
  definitionsOfAccount,
  principalOfAccount,
  workloadsOfAccount,
} from './identities.ts';

const cart = { namespace: 'shop', name: 'cart' };
const aliased = { trustDomain: 'td1', meshConfig: { trustDomainAliases: ['old'] } };

describe('principals', () => {
  it('name an account of the mesh, by each of its names', () => {
    const world = worldOf('', aliased);
    for (const domain of ['td1', 'old', 'cluster.local', '*']) {
      assert.deepEqual(accountOfPrincipal(world, `${domain}/ns/shop/sa/cart`), cart, domain);
    }
  });

  it('of another mesh, with a scheme, or for several accounts name none', () => {
    const world = worldOf('', aliased);
    for (const text of [
      'td2/ns/shop/sa/cart',
      'spiffe://td1/ns/shop/sa/cart',
      'td1/ns/shop/sa/*',
      '*/sa/cart',
      '*',
      'td1/ns/shop/*',
      'cart',
    ]) {
      assert.equal(accountOfPrincipal(world, text), undefined, text);
    }
  });

  it('accept accounts by pattern', () => {
    const world = worldOf('', aliased);
    const accepted = (principal: string) => acceptsAccount(world, principal, cart);
    for (const yes of ['*', 'td1/ns/shop/*', '*/sa/cart', 'cluster.local/ns/shop/sa/cart', 'old/ns/*']) {
      assert.equal(accepted(yes), true, yes);
    }
    for (const no of [
      'cluster.local/ns/shop/*',
      'td2/ns/shop/sa/cart',
      '*/sa/orders',
      'spiffe://td1/ns/shop/sa/cart',
    ]) {
      assert.equal(accepted(no), false, no);
    }
  });

  it('are written with the trust domain of the mesh', () => {
    assert.equal(principalOfAccount(worldOf(''), cart), 'cluster.local/ns/shop/sa/cart');
    assert.equal(principalOfAccount(worldOf('', { trustDomain: 'td1' }), cart), 'td1/ns/shop/sa/cart');
  });
});

describe('accounts', () => {
  const world = worldOf(`
apiVersion: v1
kind: ServiceAccount
metadata: { name: cart, namespace: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { template: { metadata: { labels: { app: cart } }, spec: { serviceAccountName: cart } } }
---
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: vm, namespace: shop }
spec: { address: 10.0.0.1, serviceAccount: cart }
---
apiVersion: v1
kind: Pod
metadata: { name: plain, namespace: shop }
spec: {}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: istio, listeners: [] }
`);
  const workloads = (name: string, namespace = 'shop') =>
    workloadsOfAccount(world, { namespace, name }).map(({ row }) => row.name);

  it('have the workloads that run under them', () => {
    assert.deepEqual(workloads('cart'), ['cart', 'vm']);
    assert.deepEqual(workloads('default'), ['plain']);
    assert.deepEqual(workloads('edge-istio'), ['edge-istio']);
    assert.deepEqual(workloads('cart', 'web'), []);
  });

  it('have the built-in gateway too', () => {
    assert.deepEqual(workloads('istio-ingressgateway-service-account', 'istio-system'), [
      'istio-ingressgateway',
    ]);
  });

  it('are defined by an object, or made for a Gateway', () => {
    const isDefined = (name: string) => definitionsOfAccount(world, { namespace: 'shop', name }).length > 0;
    assert.deepEqual([isDefined('cart'), isDefined('edge-istio'), isDefined('other')], [true, true, false]);
  });
});
