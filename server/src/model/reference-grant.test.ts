import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { referenceGrant } from './reference-grant.ts';

it('a ReferenceGrant names kinds, the core group however it is written', () => {
  const { from, to } = factsOf(
    referenceGrant,
    `
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: a }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: web }]
  to:
    - { group: "", kind: Service }
    - { kind: Secret, name: cert }
`,
  );
  assert.deepEqual(
    from.map(({ kindId, namespace }) => [kindId, namespace?.value]),
    [['gateway.networking.k8s.io/HTTPRoute', 'web']],
  );
  assert.deepEqual(
    to.map(({ kindId, name }) => [kindId, name?.value]),
    [
      ['core/Service', undefined],
      ['core/Secret', 'cert'],
    ],
  );
});
