/** While a text cannot be read, panels show what it said before: nothing vanishes under the hands of who types. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meshGraphPanel } from '../../server/src/features/mesh-graph/mesh-graph.ts';
import type { CardItem, GraphItem } from '../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { LastGood } from '../../server/src/features/panels/last-good.ts';
import type { PanelAnswer } from '../../server/src/features/panels/panel.ts';
import { routesTable } from '../../server/src/features/routes-table/routes-table.ts';
import { Mesh } from '../../server/src/semantics/mesh.ts';
import { newWorkspace } from '../perf/loaded-workspace.ts';

const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: cart } }]
    - route: [{ destination: { host: stock } }]
`;
const service = (name: string) => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80 }] }
`;
const URI = 'file:///route.yaml';
const SERVICES = 'file:///services.yaml';

/** Panels of one workspace, asked after each text. */
function panels() {
  const workspace = newWorkspace();
  workspace.apply([{ uri: SERVICES, text: service('cart') + service('stock') }]);
  const good = new LastGood();
  let kept: Mesh | undefined;
  return (text: string | undefined, uri = URI, panel = meshGraphPanel): PanelAnswer => {
    const snapshot = workspace.apply([{ uri, text }]);
    const world = snapshot.worlds()[0];
    assert.ok(world);
    kept = new Mesh(good.begin(snapshot, world), kept?.answers);
    const slot = good.slotAt(snapshot, uri, text?.indexOf('kind') ?? 0);
    const isBroken = good.isBroken.bind(good);
    return panel({ snapshot, mesh: kept, uri, slot, path: '', input: {}, isBroken });
  };
}

function cards({ items }: PanelAnswer): readonly string[] {
  const shown = (items as readonly GraphItem[]).filter((item): item is CardItem => 'card' in item);
  return shown.map(({ card: { name, rows, isBroken } }) =>
    [name, ...rows.map(({ text }) => text), ...(isBroken === true ? ['as it was'] : [])].join(', '),
  );
}

const WHOLE = ['cart, path starts with "/api", everything else', 'cart', 'stock'];
const KEPT = ['cart, path starts with "/api", everything else, as it was', 'cart', 'stock'];

describe('a text that cannot be read', () => {
  it('leaves cards and rows as they were, marked, until it can be read again', () => {
    const show = panels();
    assert.deepEqual(cards(show(ROUTE)), WHOLE);
    for (const broken of [
      ROUTE.replace('[cart]', '["cart]'),
      ROUTE.replace('hosts: [cart]', 'hosts: [cart]\n  retr\n  x'),
      ROUTE.replace('{ host: stock } }]', '{ host: stock'),
      ROUTE.replace('  http:', '\thttp:'),
      // Nothing can be made out: neither name nor kind of the object.
      ROUTE.replace('metadata:', 'metadata: "'),
      ROUTE.replace('metadata:', 'metadata: {'),
    ]) {
      assert.deepEqual(cards(show(broken)), KEPT, broken);
    }
    assert.deepEqual(cards(show(ROUTE.replace('/api', '/v2'))), [
      'cart, path starts with "/v2", everything else',
      'cart',
      'stock',
    ]);
  });

  it('leaves the table of routes as it was', () => {
    const show = panels();
    const rows = (text: string) => show(text, URI, routesTable).items.map(({ id }) => id);
    const before = rows(ROUTE);
    assert.equal(before.length, 2);
    assert.deepEqual(rows(ROUTE.replace('[cart]', '["cart]')), before);
    assert.deepEqual(rows(ROUTE.replace('metadata:', 'metadata: "')), before);
  });

  it('shows what can be read of a text that never was whole, as it is typed', () => {
    const show = panels();
    const half = ROUTE.replace('    - route: [{', '    - route: [{ "x');
    const first = cards(show(half));
    assert.match(first[0] ?? '', /^cart, path starts with "\/api".*as it was$/);
    assert.match(cards(show(half.replace('/api', '/v2')))[0] ?? '', /\/v2/);
  });

  it('keeps nothing of what was taken out, whatever else in the file is broken', () => {
    const show = panels();
    show(`${ROUTE}---\n${ROUTE.replaceAll('cart', 'stock')}`);
    const broken = ROUTE.replaceAll('cart', 'stock').replace('[stock]', '["stock]');
    assert.deepEqual(cards(show(`---\n${broken}`)).length, 3);
    assert.deepEqual(cards(show('')), ['cart', 'stock']);
    show(ROUTE);
    assert.deepEqual(cards(show(undefined)), ['cart', 'stock']);
  });

  it('keeps the pods of a workload', () => {
    const show = panels();
    const pod =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: cart, namespace: shop }\nspec: { template: { metadata: { labels: { app: cart } } } }\n';
    const uri = 'file:///pod.yaml';
    assert.deepEqual(cards(show(pod, uri)), ['cart, cart', 'stock']);
    assert.deepEqual(cards(show(pod.replace('app: cart }', 'app: "cart }'), uri)), ['cart, cart', 'stock']);
  });
});
