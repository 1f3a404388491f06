import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { isControlled, isGenerated, withoutRevisionHash } from './controllers.ts';
import { lookupHost } from './hosts.ts';
import { selectWorkloads } from './workloads.ts';

const CANARY = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { template: { metadata: { labels: { app: cart, tier: web } } } }
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: cart, namespace: shop }
spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, service: { port: 9898 } }
`;

const ROLLOUT = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: cart, namespace: shop }
spec:
  strategy:
    canary:
      trafficRouting:
        istio:
          virtualService: { name: cart }
          destinationRule: { name: cart, stableSubsetName: stable, canarySubsetName: canary }
  template: { metadata: { labels: { app: cart } } }
`;

describe('controllers', () => {
  it('make the objects of a Canary', () => {
    const world = worldOf(CANARY);
    assert.equal(isGenerated(world, 'networking.istio.io/VirtualService/shop/cart'), true);
    assert.equal(isGenerated(world, 'networking.istio.io/VirtualService/web/cart'), false);
    for (const host of ['cart', 'cart-primary', 'cart-canary.shop.svc.cluster.local']) {
      assert.equal(lookupHost(world, host, { namespace: 'shop', exportTo: [] }).status, 'found', host);
    }
    assert.equal(lookupHost(world, 'cart-next', { namespace: 'shop', exportTo: [] }).status, 'missing');
  });

  it('copy the workload with its labels', () => {
    const world = worldOf(CANARY);
    const names = (selector: Readonly<Record<string, string>>) =>
      selectWorkloads(world, 'shop', selector).map(({ row }) => row.name);
    assert.deepEqual(names({ app: 'cart-primary', tier: 'web' }), ['cart-primary']);
    assert.deepEqual(names({ app: 'cart-primary', tier: 'db' }), []);
    assert.deepEqual(names({ app: 'cart' }), ['cart']);
    assert.deepEqual(names({ app: 'other-primary' }), []);
  });

  it('rewrite subsets and routes of a Rollout', () => {
    const world = worldOf(ROLLOUT);
    const rule = { key: 'networking.istio.io/DestinationRule/shop/cart' };
    assert.equal(isControlled(world, rule, 'canary'), true);
    assert.equal(isControlled(world, rule, 'v1'), false);
    assert.equal(isControlled(world, { key: 'networking.istio.io/VirtualService/shop/cart' }, 'any'), true);
  });

  it('write labels that no file knows', () => {
    const selector = { app: 'cart', 'rollouts-pod-template-hash': 'abc' };
    assert.deepEqual(withoutRevisionHash(selector), { app: 'cart' });
    assert.equal(selectWorkloads(worldOf(ROLLOUT), 'shop', selector).length, 1);
  });

  it('let a Knative Service be called', () => {
    const world = worldOf(
      'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: hello, namespace: shop }\nspec: { template: {} }\n',
    );
    assert.equal(lookupHost(world, 'hello', { namespace: 'shop', exportTo: [] }).status, 'found');
  });
});
