/** What is kept over edits is what would be made from scratch: the graph, its cards, and what the panel sends. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meshGraphPanel } from '../../server/src/features/mesh-graph/mesh-graph.ts';
import { securityPosture } from '../../server/src/features/security-posture/security-posture.ts';
import { allCards, cardsOfBand } from '../../server/src/graph/cards/mesh-cards.ts';
import type { GraphPlace, MeshGraph } from '../../server/src/graph/graph-builder.ts';
import { meshGraph } from '../../server/src/graph/mesh-graph.ts';
import { Mesh, type MeshAnswers } from '../../server/src/semantics/mesh.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Random } from '../engine/random.ts';
import { edits } from '../perf/edits.ts';
import { newWorkspace } from '../perf/loaded-workspace.ts';
import { makeMesh } from '../perf/mesh.ts';

const SERVICES = 12;
const EDITS = 60;

/** Each changes what some part of the graph is made of. */
const CHANGES: readonly (readonly [find: string | RegExp, put: string])[] = [
  ['weight: 90', 'weight: 80'],
  ['weight: 50', 'weight: 70'],
  ['name: v1', 'name: v7'],
  ['subset: v1', 'subset: v7'],
  ['kind: Service\n', 'kind: Servic\n'],
  ['kind: Deployment', 'kind: DaemonSet'],
  ['version: v1', 'version: v9'],
  [/action: ALLOW|rules:/, 'action: DENY\n  rules:'],
  ['action: ALLOW', 'action: CUSTOM'],
  ['mode: STRICT', 'mode: DISABLE'],
  ['istio-injection: enabled', 'istio-injection: disabled'],
  ['istio-injection: enabled', 'istio.io/dataplane-mode: ambient\n    istio.io/use-waypoint: way'],
  ['kind: VirtualService', 'kind: DestinationRule'],
  [/^[\s\S]*$/, ''],
  [/port: \d+/, 'port: 9999'],
  // Names, and where things stand.
  [/\n {2}name: (\w+-\d+)\n/, '\n  name: $1x\n'],
  [/\n {2}namespace: \w+\n/, '\n  namespace: elsewhere\n'],
  [/host: (\S+)\n/, 'host: gone-$1\n'],
  [/hosts:\n {4}- (\S+)/, 'hosts:\n    - "*.example.com"'],
  [/app: (\S+)/, 'app: other'],
  [/spec:\n {2}host: \S+/, 'spec:\n  host: "*.shop.svc.cluster.local"'],
  ['- edge/public', '- edge/other'],
  ['"*.example.com"', 'shop/*'],
  ['kind: Gateway', 'kind: Sidecar'],
  [
    '      route:\n',
    '      delegate: { name: part, namespace: shop }\n    - fault: { abort: { httpStatus: 500, percentage: { value: 1 } } }\n      mirror: { host: gone }\n      route:\n',
  ],
  ['    app: ingress\n  servers', '    app: nothing\n  servers'],
  // Comments and order change nothing, or little.
  [/^/, '# a comment\n'],
];

/** Files of their own: what the generated mesh has none of. */
const EXTRA: readonly (readonly [uri: string, text: string])[] = [
  [
    'extra/delegate.yaml',
    `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: part, namespace: shop }
spec: { http: [{ match: [{ uri: { prefix: /part } }], route: [{ destination: { host: orders-00 } }] }] }
`,
  ],
  [
    'extra/routes.yaml',
    `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop, labels: { istio.io/waypoint-for: all } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api, namespace: shop }
spec:
  parentRefs: [{ name: front }]
  hostnames: [api.example.com]
  rules: [{ backendRefs: [{ name: orders-00, port: 80, weight: 3 }, { name: gone, port: 80 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front, namespace: shop }
spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP, hostname: "*.example.com" }] }
`,
  ],
  [
    'extra/sidecar.yaml',
    `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec: { egress: [{ hosts: ["./*"] }] }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
`,
  ],
  [
    // The same service, subset and policy once more, and pods that nothing selects.
    'extra/doubles.yaml',
    `apiVersion: v1
kind: Service
metadata: { name: twice, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: twice, namespace: shop }
spec: { ports: [{ name: http, port: 81 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: twice, namespace: shop }
spec: { hosts: [twice], http: [{ route: [{ destination: { host: twice } }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: twice, namespace: shop }
spec: { hosts: [twice], http: [{ route: [{ destination: { host: gone } }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: alone, namespace: shop, labels: { app: alone } }
spec: { containers: [{ name: app, image: app }] }
`,
  ],
];

/** Handles as text, so that graphs of two meshes can be compared. */
function plain({ nodes, edges }: MeshGraph): unknown {
  const place = (of: GraphPlace | undefined) =>
    of === undefined ? '' : `${of.resource.kindId} ${of.resource.namespace}/${of.resource.name} ${of.path}`;
  return [
    nodes.map((node) => ({ ...node, place: place(node.place) })),
    edges.map((edge) => ({ ...edge, place: place(edge.place) })),
  ];
}

/** The overview, and all namespaces. */
function sent(snapshot: Snapshot, mesh: Mesh, uri: string): unknown {
  const question = { snapshot, mesh, uri, slot: snapshot.resources(uri)[0], path: '' };
  const names = [...new Set(allCards(mesh).map(({ band }) => band))];
  return [{ open: [] }, { open: names }].flatMap((input) =>
    [meshGraphPanel, securityPosture].map((panel) => {
      const { head, items, book, here } = panel({ ...question, input });
      return [head, items, [...(book?.places.keys() ?? [])].sort(), here];
    }),
  );
}

describe('the graph over edits', () => {
  it('equals one from scratch, whatever is edited', () => {
    const random = new Random(5);
    const texts = [...makeMesh(SERVICES), ...EXTRA];
    const workspace = newWorkspace();
    let answers: MeshAnswers | undefined;
    const used = new Set<string>();
    workspace.apply(texts.map(([uri, text]) => ({ uri, text })));
    for (let edit = 0; edit < EDITS; edit += 1) {
      const [uri, text] = random.pick(texts);
      const [find, put] = random.pick(
        CHANGES.filter(([each]) => (typeof each === 'string' ? text.includes(each) : each.test(text))),
      );
      const isBack = random.below(3) === 0;
      const now = isBack ? text : text.replace(find, put);
      if (now !== text) used.add(String(find));
      // Files go, too, and come back.
      const isGone = !isBack && random.below(8) === 0;
      const snapshot = workspace.apply([isGone ? { uri, text: undefined } : { uri, text: now }]);
      if (random.below(4) === 0) for (const _ of snapshot.analyze());
      const world = snapshot.worlds()[0];
      assert.ok(world !== undefined);
      const mesh = new Mesh(world.reader(), answers);
      answers = mesh.answers;
      // Not every version is asked about everything.
      if (random.below(4) === 0) continue;
      const fresh = new Mesh(world.reader());
      const what = `edit ${edit} of ${uri}: ${find} ${isBack} ${isGone}`;
      if (random.below(2) === 0) assert.deepEqual(plain(meshGraph(mesh)), plain(meshGraph(fresh)), what);
      assert.deepEqual(sent(snapshot, mesh, uri), sent(snapshot, fresh, uri), what);
    }
    assert.ok(used.size > CHANGES.length / 2, `${used.size} kinds of change`);
  });

  it('makes anew what an edited route is part of, and nothing else', () => {
    const texts = [...makeMesh(SERVICES)];
    const workspace = newWorkspace();
    workspace.apply(texts.map(([uri, text]) => ({ uri, text })));
    const world = () => {
      const [first] = workspace.snapshot.worlds();
      assert.ok(first !== undefined);
      return first.reader();
    };
    const before = new Mesh(world());
    const cards = new Set(allCards(before));
    const bands = new Map(['shop', 'billing'].map((name) => [name, cardsOfBand(before, name)]));
    const [uri, text] =
      texts.find(([name, each]) => name.startsWith('shop/') && each.includes('kind: VirtualService')) ?? [];
    assert.ok(uri !== undefined && text !== undefined);
    workspace.apply([{ uri, text: edits(text)[0] }]);
    const after = new Mesh(world(), before.answers);
    const made = allCards(after).filter((card) => !cards.has(card));
    // Its host with the row, under both of its names, and what is not found.
    assert.deepEqual(
      made.map(({ kind }) => kind),
      ['host', 'host', 'unknown'],
    );
    assert.equal(cardsOfBand(after, 'billing'), bands.get('billing'));
    assert.notEqual(cardsOfBand(after, 'shop'), bands.get('shop'));
  });
});
