/** A reference that names an object as it was called before the build is a mistake, and says what it is called now. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { kustomizeRendering } from '../../server/src/workspace/kustomize-rendering.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';

const FOLDER = 'file:///repo';
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: store, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: routes, namespace: shop }
spec:
  hosts: [shop.test]
  http: [{ route: [{ destination: { host: store.shop.svc.cluster.local } }] }]
`;

function findings(kustomization: string) {
  const world = { id: 'w', name: 'w', config: DEFAULT_WORLD_CONFIG };
  const workspace = new Workspace(
    ruleEnvironment((part, _at, error) => {
      throw new Error(part.id, { cause: error });
    }),
    {
      worldsOf: () => [],
      renderings: [kustomizeRendering({ id: 'r', world, folder: FOLDER })],
      severity: () => undefined,
    },
  );
  const snapshot = workspace.apply([
    { uri: `${FOLDER}/kustomization.yaml`, text: kustomization },
    { uri: `${FOLDER}/a.yaml`, text: `${SERVICE}---\n${ROUTE}` },
  ]);
  for (const _ of snapshot.analyze());
  return snapshot
    .findings(`${FOLDER}/a.yaml`)
    .filter(({ rule }) => rule === 'virtual-service/host-not-found')
    .map(({ severity, message, related }) => [
      severity,
      message.replace(/\.? Requests .*/, ''),
      ...related.map(({ text }) => text),
    ]);
}

describe('a name that the build has changed', () => {
  it('by a prefix', () => {
    assert.deepEqual(findings('namePrefix: green-\nresources: [a.yaml]\n'), [
      [
        'error',
        'Host "store.shop.svc.cluster.local" is not known in namespace "shop"; did you mean "green-store"?',
        'called so before the build; now "shop/green-store"',
      ],
    ]);
  });

  it('by a namespace', () => {
    assert.deepEqual(findings('namespace: sales\nresources: [a.yaml]\n'), [
      [
        'error',
        'Host "store.shop.svc.cluster.local" is not known in namespace "shop"',
        'called so before the build; now "sales/store"',
      ],
    ]);
  });

  it('is none without a change', () => {
    assert.deepEqual(findings('resources: [a.yaml]\n'), []);
  });
});
