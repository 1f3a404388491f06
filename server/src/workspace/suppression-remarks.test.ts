/** No fixture: what is looked for is silence about suppressions, under several configurations. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../rules/environment.ts';
import type { SeveritySetting } from './finding.ts';
import { Workspace } from './workspace.ts';
import { type Completeness, DEFAULT_WORLD_CONFIG } from './world-config.ts';

interface Options {
  readonly completeness?: Completeness;
  readonly severities?: Readonly<Record<string, SeveritySetting>>;
}

/** Names that are called unused. */
function unusedIn(
  text: string,
  { completeness = 'auto', severities = {} }: Options = {},
): readonly unknown[] {
  const environment = ruleEnvironment((check, _slot, error) => {
    throw new Error(check.id, { cause: error });
  });
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: { ...DEFAULT_WORLD_CONFIG, completeness } }],
    severity: (rule) => severities[rule],
  });
  const snapshot = workspace.apply([{ uri: '/a.yaml', text }]);
  for (const _ of snapshot.analyze());
  return snapshot
    .findings('/a.yaml')
    .filter(({ rule }) => rule === 'suppression/unused')
    .map(({ data }) => data['name']);
}

const SIDECAR = `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: narrow
  namespace: shop
ANNOTATIONspec:
  # meshwright-ignore selector/no-workload: deployed from elsewhere
  workloadSelector:
    labels:
      app: cart
  egress: [{ hosts: ["./*"] }]
`;
const WORKLOAD = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } } } }
`;

const commented = SIDECAR.replace('ANNOTATION', '');
const annotated = (codes: string) =>
  SIDECAR.replace('ANNOTATION', `  annotations: { galley.istio.io/analyze-suppress: "${codes}" }\n`).replace(
    /^ {2}#.*\n/m,
    '',
  );

describe('unused suppressions', () => {
  it('are told where the rule had nothing to find', () => {
    assert.deepEqual(unusedIn(commented + WORKLOAD), ['selector/no-workload']);
    assert.deepEqual(unusedIn(commented + WORKLOAD, { completeness: 'complete' }), ['selector/no-workload']);
  });

  it('are not told of a rule that is quiet only because the files may not be all', () => {
    assert.deepEqual(unusedIn(commented), []);
    assert.deepEqual(unusedIn(commented, { completeness: 'partial' }), []);
  });

  it('are not told of a rule that is off', () => {
    const severities = { 'selector/no-workload': 'off' } as const;
    assert.deepEqual(unusedIn(commented + WORKLOAD, { severities }), []);
    assert.deepEqual(unusedIn(annotated('IST0101') + WORKLOAD, { severities, completeness: 'complete' }), []);
  });

  it('are told of codes that several documents decide only where these are the whole cluster', () => {
    assert.deepEqual(unusedIn(annotated('IST0101') + WORKLOAD), []);
    assert.deepEqual(unusedIn(annotated('IST0101') + WORKLOAD, { completeness: 'complete' }), ['IST0101']);
  });

  it('are not told of codes that need a cluster, or that no rule looks for in such an object', () => {
    const codes = 'IST0103,IST0106,IST0133,IST0158,IST0141,IST0118,*';
    assert.deepEqual(unusedIn(annotated(codes) + WORKLOAD, { completeness: 'complete' }), []);
  });

  it('are not told where another finding hides the one that is silenced', () => {
    const route = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http:
    - route:
        # meshwright-ignore virtual-service/port-not-found: soon
        - destination: { host: cart, port: { number: 99999 } }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
`;
    assert.deepEqual(unusedIn(route), []);
    assert.deepEqual(unusedIn(route.replace('99999', '80')), ['virtual-service/port-not-found']);
  });
});
