import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { isReferenceGranted } from './reference-grants.ts';

const GRANT = `
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: a, namespace: shop }
spec:
  from:
    - { group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: web }
    - { group: gateway.networking.k8s.io, kind: GRPCRoute, namespace: rpc }
  to: [{ group: "", kind: Service, name: cart }, { kind: Secret }]
`;

const route = (namespace: string) => ({ kindId: 'gateway.networking.k8s.io/HTTPRoute' as const, namespace });
const service = (name: string, namespace = 'shop') => ({ kindId: 'core/Service' as const, namespace, name });

describe('references across namespaces', () => {
  const world = worldOf(GRANT);
  it('are granted by kind, namespace and name', () => {
    assert.equal(isReferenceGranted(world, route('web'), service('cart')), true);
    assert.equal(isReferenceGranted(world, route('web'), service('orders')), false);
    assert.equal(isReferenceGranted(world, route('other'), service('cart')), false);
    assert.equal(isReferenceGranted(world, route('rpc'), service('cart')), false);
    assert.equal(isReferenceGranted(world, route('web'), service('cart', 'stock')), false);
  });

  it('are granted for all objects of a kind when none is named', () => {
    const secret = { kindId: 'core/Secret' as const, namespace: 'shop', name: 'any' };
    assert.equal(isReferenceGranted(world, route('web'), secret), true);
  });

  it('need no grant within a namespace', () => {
    assert.equal(isReferenceGranted(worldOf(''), route('shop'), service('cart')), true);
  });
});
