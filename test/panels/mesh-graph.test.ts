/** What the mesh graph sends: cards of the open namespaces, tiles for many, nothing left out without a number. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meshGraphPanel } from '../../server/src/features/mesh-graph/mesh-graph.ts';
import type { GraphHead, GraphItem } from '../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { type Asked, ask, said } from './ask.ts';

function service(namespace: string, name: string): string {
  return `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80 }] }
`;
}

function route(namespace: string, name: string, to: string): string {
  return `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec: { hosts: [${name}], http: [{ route: [{ destination: { host: ${to} } }] }] }
`;
}

function shownBy({ answer }: Asked): Extract<GraphHead, { state: 'shown' }> {
  const head = answer.head as GraphHead;
  assert.ok(head.state === 'shown');
  return head;
}

const ids = ({ answer }: Asked) => (answer.items as readonly GraphItem[]).map(({ id }) => id);

describe('the mesh graph', () => {
  it('sends all namespaces of a small mesh, with places for what is sent', () => {
    const asked = ask(meshGraphPanel, [
      service('shop', 'cart‸') + route('shop', 'cart', 'cart.shop.svc.cluster.local'),
    ]);
    const head = shownBy(asked);
    assert.deepEqual(head.open, ['shop']);
    assert.deepEqual(head.counts, { gateways: 0, hosts: 1, services: 1, namespaces: 1 });
    assert.deepEqual(head.references, { all: 1, judged: 1 });
    assert.deepEqual(ids(asked), [
      'host:cart.shop.svc.cluster.local',
      'routes route:shop/cart/http/0 route[0].destination',
      'service:shop/cart',
    ]);
    const [, link] = asked.answer.items as readonly GraphItem[];
    assert.ok(link !== undefined && 'link' in link);
    assert.match(asked.textAt(link.link.place ?? ''), /^\{ host: cart/);
    assert.ok(head.namespaces[0]?.isTouched);
  });

  it('opens what the file is about when there are many services, and closed neighbours as one card', () => {
    const many = Array.from({ length: 61 }, (_, index) => service(`n${index % 5}`, `s${index}`)).join('');
    const texts = [many, route('n1', 's1', 's2.n2.svc.cluster.local').replace('kind', 'kind‸')];
    const asked = ask(
      meshGraphPanel,
      texts.map((text) => text.replace('‸: ', ': ‸')),
    );
    assert.deepEqual(shownBy(asked).open, ['n1']);
    assert.ok(ids(asked).includes('tile n2 n1 2'));
    assert.ok(!ids(asked).some((id) => id.startsWith('service:n3/')));
    const overview = ask(meshGraphPanel, texts, { open: [] });
    assert.deepEqual(shownBy(overview).namespaces.length, 5);
    assert.deepEqual(ids(overview), []);
    const two = ask(meshGraphPanel, texts, { open: ['n1', 'n2', 'nowhere'] });
    assert.deepEqual(shownBy(two).open, ['n1', 'n2']);
    assert.ok(
      (two.answer.items as readonly GraphItem[]).some(
        (item) =>
          'link' in item && item.link.to === 'service:n2/s2' && item.link.from === 'route:n1/s1/http/0',
      ),
    );
  });

  it('tells of a route what is written about time and tries', () => {
    const rows = (text: string) => {
      const items = ask(meshGraphPanel, [service('shop', 'cart'), text]).answer.items as readonly GraphItem[];
      return items.flatMap((item) =>
        'card' in item && item.card.kind === 'host'
          ? item.card.rows.map(({ timeout, retries, perTry }) => [timeout, retries, perTry])
          : [],
      );
    };
    const written = route('shop', 'cart', 'cart').replace(
      'http: [{ ',
      'http: [{ timeout: 5s, retries: { attempts: 3, perTryTimeout: 2s }, ',
    );
    assert.deepEqual(rows(written), [['5s', 3, '2s']]);
    assert.deepEqual(rows(route('shop', 'cart', 'cart')), [[undefined, undefined, undefined]]);
    const gatewayApi = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs: [{ kind: Service, group: "", name: cart }]
  rules: [{ timeouts: { request: 9s, backendRequest: 1s }, retry: { attempts: 0 }, backendRefs: [{ name: cart, port: 80 }] }]
`;
    assert.deepEqual(rows(gatewayApi), [['9s', 0, '1s']]);
  });

  it('counts what is searched in closed namespaces', () => {
    const many = Array.from({ length: 61 }, (_, index) => service(`n${index % 5}`, `s${index}`)).join('');
    const texts = [many, route('n1', 's1', 's2.n2.svc.cluster.local')];
    const matches = (input: object) =>
      shownBy(ask(meshGraphPanel, texts, input as never)).namespaces.map((tile) => tile.matches);
    // s1 and s10 to s19, and the host of the route; what is drawn finds its own.
    assert.deepEqual(matches({ open: [], search: ' S1 ' }), [2, 4, 2, 2, 2]);
    assert.deepEqual(matches({ open: [] }), [undefined, undefined, undefined, undefined, undefined]);
    assert.deepEqual(matches({ open: ['n1'], search: 's1' })[1], undefined);
    const { search, isChosen } = shownBy(ask(meshGraphPanel, texts, { search: ' S1 ' }));
    assert.deepEqual([search, isChosen], ['s1', false]);
  });

  it('closes what was opened first when more cards cannot be read', () => {
    const many = Array.from({ length: 900 }, (_, index) => service(`n${index % 3}`, `s${index}`)).join('');
    const head = shownBy(ask(meshGraphPanel, [many], { open: ['n0', 'n1', 'n2'] }));
    assert.deepEqual([head.open, head.closed], [['n1', 'n2'], ['n0']]);
  });

  it('marks what a policy holds for while the cursor is in it, and opens its namespace', () => {
    const pod = (name: string) =>
      `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\nspec: { template: { metadata: { labels: { app: ${name} } } } }\n`;
    const policy = (kind: string) =>
      `---\napiVersion: security.istio.io/v1\nkind: ${kind}‸\nmetadata: { name: p, namespace: shop }\nspec: { selector: { matchLabels: { app: cart } }, mtls: { mode: STRICT } }\n`;
    const others = Array.from({ length: 61 }, (_, index) => service(`n${index % 5}`, `s${index}`)).join('');
    const mesh = service('shop', 'cart') + pod('cart') + service('shop', 'other') + pod('other');
    for (const kind of ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication']) {
      const asked = ask(meshGraphPanel, [mesh, others, policy(kind)]);
      assert.deepEqual(shownBy(asked).open, ['shop'], kind);
      assert.deepEqual(
        asked.answer.here?.map((place) => asked.textAt(place)),
        ['cart'],
        kind,
      );
    }
    assert.deepEqual(ask(meshGraphPanel, [mesh.replace('cart', 'cart‸')]).answer.here, []);
  });

  it('says that there is nothing to draw, and reads any input', () => {
    const policy =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: d, namespace: a }\n';
    const { head } = ask(meshGraphPanel, [policy]).answer;
    assert.match(said((head as Extract<GraphHead, { state: 'empty' }>).why), /nothing to draw yet/);
    for (const input of [null, 3, 'x', [], { open: 'shop' }, { open: [1] }])
      assert.ok(shownBy(ask(meshGraphPanel, [service('shop', 'cart')], input)));
  });
});
