/** `meshwright graph --format json`: each destination of each route is an edge, at its line, to something that is a node. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments, type YAMLMap } from 'yaml';
import { inFolder, runHere, SHOP } from '../cli/run-cli.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly weight?: number;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Written {
  /** `shop/cart.yaml:12`: the line in which the destination begins, from 0. */
  readonly line: string;
  readonly weight: unknown;
}

const ROUTES = ['VirtualService', 'HTTPRoute', 'GRPCRoute'];

/** Read with a YAML library, by nothing of ours. */
function destinationsIn(file: string, text: string): readonly Written[] {
  const lines = new LineCounter();
  return parseAllDocuments(text, { lineCounter: lines }).flatMap((document) => {
    if (!('contents' in document) || !ROUTES.includes(String(document.get('kind')))) return [];
    const isIstio = document.get('kind') === 'VirtualService';
    const rules = ['http', 'tls', 'tcp', 'rules'].flatMap((list) => itemsOf(document.getIn(['spec', list])));
    return rules
      .flatMap((rule) => itemsOf(rule.get(isIstio ? 'route' : 'backendRefs')))
      .flatMap((target) => {
        const key = target.items.find((pair) => isScalar(pair.key) && pair.key.value === 'destination')?.key;
        const node = isIstio ? key : target;
        if (!isNode(node) || !node.range) return [];
        return [{ line: `${file}:${lines.linePos(node.range[0]).line - 1}`, weight: target.get('weight') }];
      });
  });
}

function itemsOf(node: unknown): readonly YAMLMap[] {
  return isSeq(node) ? node.items.filter((item) => isMap(item)) : [];
}

async function checkFolder(folder: string, least: number): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((each) =>
    /\.yaml$/.test(each),
  );
  const written = files.flatMap((file) =>
    destinationsIn(file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')),
  );
  assert.ok(written.length >= least, `${written.length} destinations`);
  const run = await runHere(['graph', '.', '--format', 'json'], folder);
  assert.equal(run.exitCode, 0, run.stderr);
  const graph = JSON.parse(run.stdout) as { nodes: { id: string; kind: string }[]; edges: Edge[] };
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const edges = new Map<string, Edge[]>();
  for (const edge of graph.edges) {
    if (edge.kind !== 'routes') continue;
    assert.equal(kinds.get(edge.from), 'route');
    assert.match(kinds.get(edge.to) ?? 'none', /^(?:subset|service|service-entry|unknown)$/, edge.to);
    const line = `${edge.file}:${edge.range.start.line}`;
    edges.set(line, [...(edges.get(line) ?? []), edge]);
  }
  for (const [line, own] of Map.groupBy(written, (each) => each.line)) {
    const found = edges.get(line) ?? [];
    const places = new Set(found.map(({ range }) => range.start.character));
    assert.equal(places.size, own.length, `edges in ${line}`);
    for (const { weight } of own)
      assert.ok(weight === undefined || found.some((edge) => (edge.weight ?? weight) === weight), line);
  }
}

const EVERYTHING = `apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: root, namespace: shop }
spec:
  hosts: [books]
  http:
    - match: [{ uri: { prefix: /part } }]
      delegate: { name: part, namespace: shop }
    - route:
        # Twice the same, once with a port, and one that nothing has.
        - destination: { host: books }
          weight: 20
        - destination: { host: books }
          weight: 30
        - destination: { host: books, port: { number: 80 } }
          weight: 40
        - destination: { host: gone, subset: v9 }
          weight: 10
      mirrors: [{ destination: { host: books } }]
  tls:
    - match: [{ sniHosts: [a.example.com] }]
      route: [{ destination: { host: a.example.com } }]
  tcp:
    - route: [{ destination: { host: books.shop.svc.cluster.local } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: part, namespace: shop }
spec:
  http:
    - route: [{ destination: { host: books, subset: v1 } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: books, namespace: shop }
spec:
  parentRefs: [{ kind: Service, group: "", name: books }]
  rules:
    - backendRefs: [{ name: books, port: 80, weight: 3 }, { name: gone, port: 80 }, { name: far, namespace: other, port: 80 }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: books, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  rules:
    - backendRefs: [{ kind: Hostname, group: networking.istio.io, name: a.example.com, port: 443 }]
`;

describe('the graph as JSON', () => {
  it('has an edge for each destination of the sample mesh', () => checkFolder(SHOP, 8));

  it('has an edge for each destination, whatever kind of route it is', () =>
    inFolder({ 'a.yaml': EVERYTHING }, (folder) => checkFolder(folder, 11)));
});
