/** No fixture: what is not parsed shows nowhere but in time and memory. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOurDocument } from './known-kinds.ts';

const HEADER = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
const definition = (group: string, about = '') =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.${group}\n  annotations: {about: "${about}"}\nspec:\n  group: ${group}\n`;

describe('definitions of kinds', () => {
  it('of ours are read', () => {
    for (const group of [
      'networking.istio.io',
      'rbac.istio.io',
      '"gateway.networking.k8s.io"',
      'gateway.networking.x-k8s.io',
    ])
      assert.ok(isOurDocument(HEADER, definition(group)), group);
    assert.ok(isOurDocument(HEADER, JSON.stringify({ ...HEADER, spec: { group: 'telemetry.istio.io' } })));
  });

  it('of others are not, whatever they mention', () => {
    assert.ok(!isOurDocument(HEADER, definition('serving.example.com')));
    assert.ok(!isOurDocument(HEADER, definition('serving.example.com', 'see istio.io')));
    assert.ok(
      isOurDocument(HEADER, definition('serving.example.com'), [
        'apiextensions.k8s.io/CustomResourceDefinition',
      ]),
    );
  });
});
