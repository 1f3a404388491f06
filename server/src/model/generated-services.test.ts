import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { generatedServices } from './generated-services.ts';

const made = (apiVersion: string, kind: string, spec: string) =>
  factsOf(
    generatedServices,
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`,
  ).map(({ name, ports, hasMorePorts }) => [name, ports.map(({ number }) => number), hasMorePorts]);

describe('Services that controllers make', () => {
  it('for a Gateway that Istio runs', () => {
    const listeners = 'listeners: [{ port: 80 }, { port: 443 }]';
    const gateway = (className: string) =>
      made('gateway.networking.k8s.io/v1', 'Gateway', `{ gatewayClassName: ${className}, ${listeners} }`);
    assert.deepEqual(gateway('istio')[0], ['a-istio', [80, 443], false]);
    assert.deepEqual(gateway('istio-waypoint')[0], ['a', [80, 443], false]);
  });

  it('for a Flagger Canary', () => {
    const canary = (service: string) =>
      made(
        'flagger.app/v1beta1',
        'Canary',
        `{ targetRef: { kind: Deployment, name: a }, service: ${service} }`,
      );
    assert.deepEqual(canary('{ port: 9898 }'), [
      ['a', [9898], false],
      ['a-primary', [9898], false],
      ['a-canary', [9898], false],
    ]);
    assert.deepEqual(canary('{ port: 80, portDiscovery: true }')[0], ['a', [80], true]);
  });

  it('for a Knative Service, on ports that nobody tells', () => {
    assert.deepEqual(made('serving.knative.dev/v1', 'Service', '{}'), [['a', [80], true]]);
  });
});
