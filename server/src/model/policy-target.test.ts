import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { policyTarget } from './policy-target.ts';

const facts = (group: string, kind: string, spec: string) =>
  factsOf(policyTarget, `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`);

describe('targets of policies', () => {
  it('are workloads by label', () => {
    const found = facts(
      'security.istio.io',
      'PeerAuthentication',
      '{ selector: { matchLabels: { app: a } } }',
    );
    assert.deepEqual(found.selector, { app: 'a' });
    assert.equal(found.labelsPath, 'spec.selector.matchLabels');
  });

  it('have another selector in an EnvoyFilter', () => {
    const found = facts('networking.istio.io', 'EnvoyFilter', '{ workloadSelector: { labels: { app: a } } }');
    assert.deepEqual(found.selector, { app: 'a' });
    assert.equal(found.labelsPath, 'spec.workloadSelector.labels');
  });

  it('are objects', () => {
    const found = facts(
      'security.istio.io',
      'AuthorizationPolicy',
      '{ targetRef: { kind: Service, name: cart }, targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }] }',
    );
    assert.equal(found.selector, undefined);
    assert.deepEqual(
      found.targetRefs.map(({ kindId, name }) => [kindId, name?.value]),
      [
        ['core/Service', 'cart'],
        ['gateway.networking.k8s.io/Gateway', 'edge'],
      ],
    );
  });

  it('are a whole namespace when nothing is written', () => {
    assert.equal(facts('telemetry.istio.io', 'Telemetry', '{}').selector, undefined);
    assert.deepEqual(facts('telemetry.istio.io', 'Telemetry', '{ selector: {} }').selector, {});
  });
});
