/** The graph is compared as a list of lines; exports are about the whole text, so no fixture. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toDot } from '../../server/src/graph/export/dot.ts';
import { toMermaid } from '../../server/src/graph/export/mermaid.ts';
import { meshGraph } from '../../server/src/graph/mesh-graph.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: books-v1, namespace: shop }
spec: { template: { metadata: { labels: { app: books, v: "1" } }, spec: { containers: [] } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: v1, labels: { v: "1" } }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec: { selector: { istio: edge }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*.example.com"] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books.example.com]
  gateways: [edge/edge]
  http:
    - match: [{ uri: { prefix: /a } }]
      mirror: { host: books }
      route:
        - { destination: { host: books, subset: v1 }, weight: 90 }
        - { destination: { host: books, subset: v2 }, weight: 10 }
    - route: [{ destination: { host: gone } }]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: books, namespace: shop }
spec: { selector: { matchLabels: { app: books } } }
`;

describe('the mesh as a graph', () => {
  const graph = meshGraph(meshOfTexts([MESH]).mesh);

  it('connects gateways, hosts, routes, subsets and workloads, and names what is missing', () => {
    const lines = graph.edges.map(
      ({ from, to, kind, weight }) => `${from} ${kind} ${to}${weight === undefined ? '' : ` ${weight}`}`,
    );
    assert.deepEqual(lines, [
      'gateway:edge/edge admits host:books.example.com',
      'host:books.example.com selects route:shop/books/http/0',
      'host:books.example.com selects route:shop/books/http/1',
      'policy:AuthorizationPolicy/shop/books applies workload:shop/books-v1',
      'route:shop/books/http/0 mirrors service:shop/books',
      'route:shop/books/http/0 routes subset:shop/books/v1 90',
      'route:shop/books/http/0 routes unknown:books.shop.svc.cluster.local/v2 10',
      'route:shop/books/http/1 routes unknown:gone.shop.svc.cluster.local',
      'service:shop/books selects subset:shop/books/v1',
      'subset:shop/books/v1 selects workload:shop/books-v1',
    ]);
    const ids = new Set(graph.nodes.map(({ id }) => id));
    assert.ok(graph.edges.every(({ from, to }) => ids.has(from) && ids.has(to)));
  });

  it('is the same whatever the order of the files', () => {
    const texts = MESH.split('---\n');
    const shape = (each: typeof graph) =>
      JSON.stringify([
        each.nodes.map(({ id }) => id),
        each.edges.map(({ from, to, kind }) => [from, to, kind]),
      ]);
    assert.equal(
      shape(meshGraph(meshOfTexts(texts.toReversed()).mesh)),
      shape(meshGraph(meshOfTexts(texts).mesh)),
    );
  });

  it('lets no name out of its quotes', () => {
    const hostile = '"><img src=x onerror=alert(1)>]]>\u202e\u0000`;%%{init}';
    const node = { id: `host:${hostile}`, kind: 'host' as const, name: hostile };
    const mermaid = toMermaid({ nodes: [node], edges: [] });
    assert.doesNotMatch(mermaid.split('\n')[1] ?? '', /[<>`]|"[^"]*"[^"\]]*"/);
    const dot = toDot({ nodes: [node], edges: [] });
    assert.ok(dot.includes('label="\\"><img'), dot);
    for (const text of [mermaid, dot]) assert.match(text, /U(?:#43;|\+)202E.*U(?:#43;|\+)0000/);
  });

  it('draws very large meshes by namespace and says so', () => {
    const nodes = Array.from({ length: 600 }, (_, index) => ({
      id: `service:n${index % 3}/s${index}`,
      kind: 'service' as const,
      namespace: `n${index % 3}`,
      name: `s${index}`,
    }));
    const edges = nodes
      .slice(1)
      .map(({ id }, index) => ({ from: nodes[index]?.id ?? '', to: id, kind: 'routes' as const }));
    const text = toMermaid({ nodes, edges });
    assert.match(text, /drawn by namespace/);
    assert.ok(text.split('\n').length < 20);
  });

  it('draws hosts of very large meshes as the namespaces that answer them', () => {
    const gateway = { id: 'gateway:edge/g', kind: 'gateway' as const, namespace: 'edge', name: 'g' };
    const hosts = Array.from({ length: 300 }, (_, index) => [
      { id: `host:h${index}`, kind: 'host' as const, name: `h${index}` },
      { id: `route:n/v${index}/http/0`, kind: 'route' as const, namespace: 'n', name: 'all' },
    ]).flat();
    const edges = Array.from({ length: 300 }, (_, index) => [
      { from: gateway.id, to: `host:h${index}`, kind: 'admits' as const },
      { from: `host:h${index}`, to: `route:n/v${index}/http/0`, kind: 'selects' as const },
    ]).flat();
    const lines = toMermaid({ nodes: [gateway, ...hosts], edges })
      .trim()
      .split('\n');
    assert.deepEqual(lines.slice(2), ['  n0["edge"]', '  n1["n"]', '  n0 -.-> n1']);
  });
});
