import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { envoyFilter } from './envoy-filter.ts';

it('EnvoyFilter patches and what their matches name', () => {
  const { patches, priority } = factsOf(
    envoyFilter,
    'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: { name: a }\nspec: { priority: -1, configPatches: [{ applyTo: CLUSTER, match: { context: SIDECAR_OUTBOUND, cluster: { service: cart.shop.svc.cluster.local, subset: v1 } }, patch: { operation: MERGE } }, { applyTo: VIRTUAL_HOST, match: { routeConfiguration: { gateway: shop/edge } } }] }\n',
  );
  assert.equal(priority, -1);
  assert.deepEqual(
    patches.map(({ applyTo, context, operation }) => `${applyTo} ${context} ${operation}`),
    ['CLUSTER SIDECAR_OUTBOUND MERGE', 'VIRTUAL_HOST ANY INVALID'],
  );
  assert.equal(patches[0]?.clusterService?.value, 'cart.shop.svc.cluster.local');
  assert.equal(patches[0]?.clusterSubset?.value, 'v1');
  assert.equal(patches[1]?.gateway?.value, 'shop/edge');
});
