import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { endpoints } from './endpoints.ts';

describe('endpoints', () => {
  it('of a WorkloadEntry are the object itself', () => {
    const [endpoint] = factsOf(
      endpoints,
      'apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: { name: a }\nspec: { address: 10.0.0.1, network: vms, locality: eu/a, serviceAccount: vm, labels: { app: a }, ports: { http: 8080, bad: x } }\n',
    );
    assert.equal(endpoint?.network?.value, 'vms');
    assert.equal(endpoint?.locality?.value, 'eu/a');
    assert.equal(endpoint?.serviceAccount?.value, 'vm');
    assert.deepEqual(endpoint?.ports, { http: 8080 });
  });

  it('of a WorkloadGroup carry the labels of its metadata', () => {
    const [endpoint] = factsOf(
      endpoints,
      'apiVersion: networking.istio.io/v1\nkind: WorkloadGroup\nmetadata: { name: a }\nspec: { metadata: { labels: { app: a } }, template: { labels: { app: b, tier: c } } }\n',
    );
    assert.deepEqual(endpoint?.labels, { app: 'a', tier: 'c' });
    assert.equal(endpoint?.path, 'spec.template');
  });

  it('of a ServiceEntry are a list', () => {
    const found = factsOf(
      endpoints,
      'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: a }\nspec: { endpoints: [{ address: 10.0.0.1 }, { address: 10.0.0.2 }] }\n',
    );
    assert.deepEqual(
      found.map(({ address }) => address?.value),
      ['10.0.0.1', '10.0.0.2'],
    );
  });
});
