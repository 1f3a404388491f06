/** Places where names are completed: what is offered, in which order, in whatever text. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { type CompletionItem, completion } from '../../server/src/features/completion/index.ts';
import { meshSnapshot, unmark } from './marked-text.ts';
import { HERE_URI, MESH, MESH_URI } from './mesh-files.ts';

export interface Place {
  readonly at: string;
  /** With `$0` at the cursor. */
  readonly text: string;
  /** Names in this order, the first ones of what is offered; others may follow. */
  readonly offers: readonly string[];
  /** Must not be offered. */
  readonly never?: readonly string[];
  /** The line of the cursor after the first name is accepted. */
  readonly gives?: string;
  /** More of the mesh. */
  readonly mesh?: string;
  /** Names are keys here. */
  readonly isKey?: true;
}

/** What objects elsewhere in the mesh use. */
export const OTHERS = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: used, namespace: bank }
spec:
  hosts: [a.example]
  gateways: [edge/front]
  http:
    - match: [{ headers: { x-tenant: { exact: a } }, uri: { prefix: /shop.Cart/ } }]
      headers: { response: { set: { x-served-by: bank } } }
      route: [{ destination: { host: ledger } }]
    - match: [{ uri: { exact: /pay } }]
      route: [{ destination: { host: ledger } }]
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: others, namespace: shop }
spec: { jwtRules: [{ issuer: 'https://two.example', audiences: [till], outputClaimToHeaders: [{ header: x-team, claim: team }] }] }
---
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: vm, namespace: bank }
spec: { address: 10.0.0.9, network: vms, locality: eu/eu-1/a, labels: { app: vm } }
---
apiVersion: v1
kind: Namespace
metadata: { name: new, labels: { istio.io/rev: canary, topology.istio.io/network: west } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: calls, namespace: bank }
spec: { rules: [{ matches: [{ method: { service: shop.Till, method: Open } }] }] }
`;

export function object(kind: string, namespace: string, spec: string): string {
  const group = GROUPS[kind] ?? 'networking.istio.io/v1';
  return `apiVersion: ${group}\nkind: ${kind}\nmetadata: { name: here, namespace: ${namespace} }\nspec:\n${spec}`;
}

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  Deployment: 'apps/v1',
  Telemetry: 'telemetry.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  KubernetesGateway: 'gateway.networking.k8s.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  ProxyConfig: 'networking.istio.io/v1beta1',
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  Service: 'v1',
  Ingress: 'networking.k8s.io/v1',
};

/** What may stand around the place without changing what is offered. */
export const SURROUNDINGS: readonly (readonly [string, (text: string) => string])[] = [
  ['', (text) => text],
  [', with an unclosed bracket below', (text) => `${text}  tcp: [{ match: [\n`],
  [
    ', with a half-typed object below',
    (text) => `${text}---\napiVersion: networking.istio.io/v1\nkind: Vir\nmetadata: {`,
  ],
  [', with a broken object above', (text) => `kind: Service\nmetadata: { name: \n  spec:\n---\n${text}`],
  [', with CRLF', (text) => text.replaceAll('\n', '\r\n')],
];

/** A test of every place in all surroundings. */
export function describePlaces(title: string, places: readonly Place[]): void {
  describe(`completion of ${title}`, () => {
    for (const place of places) {
      for (const [suffix, around] of SURROUNDINGS) {
        it(`${place.at}${suffix}`, () => check({ ...place, text: around(place.text) }));
      }
    }
  });
}

function check({ text: marked, mesh, offers, never = [], gives, isKey }: Place): void {
  const { items, text, offset } = offered(marked, mesh);
  const found = names(items, isKey === true ? 'field' : 'reference');
  const labels = items.map(({ label }) => label);
  assert.equal(new Set(labels).size, labels.length, 'a label is offered once, however many sources know it');
  const missing = offers.filter((name) => !found.includes(name));
  assert.deepEqual(missing, [], `offered: ${found.join(', ')}`);
  const places = offers.map((name) => found.indexOf(name));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    `order: ${found.join(', ')}`,
  );
  assert.deepEqual(
    found.filter((name) => never.includes(name)),
    [],
  );
  if (gives === undefined) return;
  const first = items.find((item) => item.label === offers[0]);
  assert.ok(first !== undefined);
  const after = applyEdits(text, [{ range: first.range, newText: first.insertText }]);
  const start = after.lastIndexOf('\n', offset - 1) + 1;
  assert.equal(after.slice(start).split(/\r?\n/)[0], gives);
}

export function offered(marked: string, more = '') {
  const { text, offset } = unmark(marked);
  const snapshot = meshSnapshot(
    new Map([
      [MESH_URI, MESH],
      ['file:///more.yaml', more],
      [HERE_URI, text],
    ]),
  );
  return { ...completion(snapshot, HERE_URI, offset), text, offset };
}

/** As a client sorts them. */
export function names(
  items: readonly CompletionItem[],
  wanted: CompletionItem['kind'] = 'reference',
): readonly string[] {
  return items
    .filter(({ kind }) => kind === wanted)
    .toSorted((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
    .map(({ label }) => label);
}
