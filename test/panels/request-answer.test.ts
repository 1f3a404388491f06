/** The request panel: what is asked for at the cursor, and the way of the request as lines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../server/src/base/json.ts';
import { keptTest } from '../../server/src/features/mesh-tests/keep-test.ts';
import { runMeshTests } from '../../server/src/features/mesh-tests/mesh-tests.ts';
import { requestAnswer } from '../../server/src/features/request-answer/request-answer.ts';
import type {
  RequestHead,
  RequestItem,
  RequestShown,
} from '../../server/src/features/request-answer/request-data.ts';
import { meshOfTexts } from '../semantics/mesh-of.ts';
import { ask, said } from './ask.ts';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: books, namespace: shop }
spec: { template: { metadata: { labels: { app: books, v: "1" } }, spec: { containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { serviceAccountName: web, containers: [] } } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: v1, labels: { v: "1" } }] }
`;
const POLICY = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: books, namespace: shop }
spec:
  selector: { matchLabels: { app: books } }
  rules:
    - from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]
      to: [{ operation: { methods: [GET], paths: [/api/*] } }]
`;
const ROUTES = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - name: canary
      match: [{ headers: { x-canary: { exact: "true" } }, uri: { regex: "/v[0-9]+/.*" } }]
      route: [{ destination: { host: books, subset: v1 } }]
    - name: rest
      timeout: 3s
      route: [{ destination: { host: books, subset: v2 } }]
`;
const GATEWAY = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  selector: { app: edge }
  servers:
    - { port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"], tls: { httpsRedirect: true } }
    - { port: { number: 443, name: https, protocol: HTTPS }, hosts: [shop.example.com], tls: { mode: SIMPLE, credentialName: c } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: public, namespace: shop }
spec:
  hosts: [shop.example.com]
  gateways: [edge/public]
  http: [{ match: [{ uri: { prefix: /books } }], route: [{ destination: { host: books } }] }]
`;

function shown(texts: readonly string[], input: JsonValue = {}) {
  const asked = ask(requestAnswer, texts, input);
  const head = asked.answer.head as RequestHead;
  if (head.state === 'empty') throw new Error(said(head.why));
  const items = asked.answer.items as readonly RequestItem[];
  const steps = items.flatMap((item) => (item.sort === 'step' ? [item] : []));
  return { head, steps, lines: steps.map(({ kind, title }) => `${kind} ${title}`) };
}

function verdict({ verdict: found }: RequestShown): string {
  return found === undefined ? 'none' : `${found.kind}: ${found.title}; ${said(found.text)}`;
}

function form(change: object): JsonValue {
  return { from: 'workload shop/web', method: 'GET', url: 'http://books/api/1', headers: [], ...change };
}

describe('request panel', () => {
  it('asks for what meets the rule at the cursor', () => {
    const { head, lines } = shown([MESH, ROUTES.replace('exact: "true"', 'exact: "tr‸ue"'), POLICY]);
    assert.equal(head.form.url, 'http://books.shop/v0/');
    assert.deepEqual(head.form.headers, ['x-canary: true']);
    assert.equal(head.form.from, 'workload shop/web');
    assert.equal(head.origin, 'cursor');
    assert.deepEqual(lines, [
      'ok Leaves workload shop/web',
      'ok Host "books.shop" is answered by shop/books',
      'ok Route "canary" matches: path matches "/v[0-9]+/.*", header x-canary is "true"',
      'ok Goes to books.shop v1 :80',
      'ok Mutual TLS to a server that takes mutual TLS and plain text: works',
      'skip No RequestAuthentication applies',
      'no At shop/books: There are ALLOW policies and none of their rules matches: it is denied',
      'skip Does not come to shop/books',
    ]);
  });

  it('says which condition of which rule keeps it out', () => {
    const { head, steps } = shown([`${MESH}‸`, POLICY], form({ method: 'DELETE' }));
    assert.match(verdict(head), /^refused: 403, denied; .* at shop\/books\.$/);
    const policy = steps.find(({ kind }) => kind === 'no')?.details[0];
    assert.equal(policy?.title, 'ALLOW shop/books: its rule does not match');
    assert.deepEqual(
      policy?.lines.map(({ mark, text }) => `${mark} ${text}`),
      [
        'fails Rule 0',
        'holds from[0]: principals is one of cluster.local/ns/shop/sa/web',
        'fails to[0]: methods is one of GET',
        'holds to[0]: paths is one of /api/*',
      ],
    );
  });

  it('asks for what a policy lets in, from whom it names', () => {
    const { head } = shown([MESH, POLICY.replace('methods', 'met‸hods')]);
    assert.deepEqual([head.form.from, head.form.url], ['workload shop/web', 'http://books.shop/api/']);
    assert.equal(verdict(head), 'reaches: Reaches; shop/books.');
  });

  it('comes in by the gateway that serves, not the one that sends elsewhere', () => {
    const { head } = shown([MESH, GATEWAY.replace('kind: Gateway', 'kind: Gate‸way')]);
    assert.deepEqual([head.form.from, head.form.url], ['gateway edge/public', 'https://shop.example.com/']);
    assert.match(verdict(head), /^refused: 404, not routed; No route of host "shop.example.com" matches/);
    const route = shown([MESH, GATEWAY.replace('uri: {', 'uri:‸ {')]);
    assert.equal(route.head.form.url, 'https://shop.example.com/books');
    assert.equal(verdict(route.head), 'reaches: Reaches; shop/books.');
    const plain = form({ from: 'gateway edge/public', url: 'http://shop.example.com/books' });
    assert.match(verdict(shown([`${MESH}‸`, GATEWAY], plain).head), /^elsewhere: 301, sent elsewhere/);
  });

  it('tells that a destination will not exist', () => {
    const { head } = shown([`${MESH}‸`, ROUTES], form({}));
    assert.match(verdict(head), /^refused: 503, no such destination; .*has no subset "v2"/);
  });

  it('refuses those without identity where mutual TLS is wanted, and applies no route to them', () => {
    const strict = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: shop }
spec: { mtls: { mode: STRICT } }
`;
    const outside = form({ from: 'outside', url: 'http://books.shop/api/1' });
    assert.match(
      verdict(shown([`${MESH}‸`, strict], outside).head),
      /^refused: 503, the connection is refused/,
    );
    const open = shown([`${MESH}‸`, ROUTES], outside);
    assert.equal(verdict(open.head), 'reaches: Reaches; shop/books.');
    assert.match(open.steps[1]?.details[0]?.lines[0]?.text ?? '', /no route applies/);
  });

  it('is not sure where files do not say what decides', () => {
    const byAddress = POLICY.replace('principals: [cluster.local/ns/shop/sa/web]', 'ipBlocks: [10.0.0.0/8]');
    const open = shown([`${MESH}‸`, byAddress], form({}));
    assert.match(verdict(open.head), /^depends: It depends/);
    assert.deepEqual(open.head.asksFor, ['sourceIp']);
    const given = shown([`${MESH}‸`, byAddress], form({ sourceIp: '10.1.2.3' }));
    assert.equal(verdict(given.head), 'reaches: Reaches; shop/books.');
    const other = shown([`${MESH}‸`, byAddress], form({ method: 'PUT' }));
    assert.match(verdict(other.head), /^refused: 403/, 'the address does not matter');
    assert.match(verdict(shown([MESH.replace('kind: Deployment', '‸kind: Job')], form({})).head), /^depends/);
  });

  describe('between ambient workloads', () => {
    const ambient = (labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/dataplane-mode: ambient${labels} } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop, labels: { istio.io/waypoint-for: service } }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`;
    const passing = ambient(', istio.io/use-waypoint: way');
    const lock = (target: string, rule: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: lock, namespace: shop }
spec:
  targetRefs: [${target}]
  action: DENY
  rules: [${rule}]
`;
    const ofService = '{ kind: Service, group: "", name: books }';
    const writes = '{ to: [{ operation: { methods: [POST] } }] }';

    it('applies no route where ztunnel is alone', () => {
      assert.equal(
        verdict(shown([`${MESH}‸`, ROUTES, ambient('')], form({})).head),
        'reaches: Reaches; shop/books.',
      );
    });

    it('asks the policies of the waypoint, whether they name it or the service', () => {
      for (const target of [ofService, '{ kind: Gateway, group: gateway.networking.k8s.io, name: way }']) {
        const texts = [`${MESH}‸`, passing, lock(target, writes)];
        const denied = shown(texts, form({ method: 'POST' }));
        assert.match(verdict(denied.head), /^refused: 403, denied; .*at waypoint shop\/way\.$/);
        assert.ok(denied.lines.includes('ok Passes waypoint shop/way'), denied.lines.join('\n'));
        assert.equal(verdict(shown(texts, form({})).head), 'reaches: Reaches; shop/books.');
      }
    });

    it('does not ask a policy by label or of the whole namespace there, nor one for another service', () => {
      const bare = lock(ofService, writes).replace(/ {2}targetRefs.*\n/, '');
      const other = lock(ofService.replace('books', 'web'), writes);
      assert.doesNotMatch(
        verdict(shown([`${MESH}‸`, passing, other], form({ method: 'POST' })).head),
        /^refused/,
      );
      assert.doesNotMatch(
        verdict(shown([`${MESH}‸`, passing, bare], form({ method: 'POST' })).head),
        /at waypoint/,
      );
    });

    it('shows the waypoint, and not the caller, to what is behind it', () => {
      const only = (account: string) => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: only, namespace: shop }
spec:
  selector: { matchLabels: { app: books } }
  rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }] }]
`;
      assert.match(verdict(shown([`${MESH}‸`, passing, only('web')], form({})).head), /^refused/);
      assert.equal(
        verdict(shown([`${MESH}‸`, passing, only('way')], form({})).head),
        'reaches: Reaches; shop/books.',
      );
    });

    it('takes the routes of its namespace and of the service, and no others', () => {
      const routed = shown([`${MESH}‸`, passing, ROUTES], form({}));
      assert.match(verdict(routed.head), /^refused: 503/, 'subset v2 is not defined');
      const elsewhere = ROUTES.replace('namespace: shop', 'namespace: other').replace(
        'hosts: [books]',
        'hosts: [books.shop.svc.cluster.local]',
      );
      assert.equal(
        verdict(shown([`${MESH}‸`, passing, elsewhere], form({})).head),
        'reaches: Reaches; shop/books.',
      );
    });
  });

  it('holds a Gateway of the Gateway API against the policies that target it', () => {
    const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: books, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [books.example.com]
  rules: [{ matches: [{ path: { type: PathPrefix, value: /b } }], backendRefs: [{ name: books, port: 80 }] }]
`;
    const lock = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: lock, namespace: shop }
spec:
  targetRefs: [{ kind: Gateway, group: gateway.networking.k8s.io, name: edge }]
  action: DENY
  rules: [{ to: [{ operation: { paths: ["/b*"] } }] }]
`;
    const { head } = shown([MESH, gateway.replace('/b }', '/b‸ }'), lock]);
    assert.equal(head.form.url, 'http://books.example.com/b');
    assert.match(verdict(head), /^refused: 403, denied; .*at the gateway\.$/);
  });

  it('says what in the form is no request', () => {
    const { head, lines } = shown(
      [`${MESH}‸`],
      form({
        from: 'workload shop/gone',
        url: 'http://books:x/',
        headers: ['nonsense'],
        token: 'valid',
        claims: '{',
      }),
    );
    assert.deepEqual(
      head.problems.map(({ field }) => field),
      ['from', 'url', 'headers', 'claims'],
    );
    assert.equal(head.verdict, undefined);
    assert.deepEqual(lines, []);
  });

  it('tells shares, not weights', () => {
    const two = ROUTES.replace(
      '[{ destination: { host: books, subset: v2 } }]',
      '[{ destination: { host: books, subset: v1 }, weight: 30 }, { destination: { host: books }, weight: 10 }]',
    );
    const { lines, head } = shown([`${MESH}‸`, two], form({}));
    assert.ok(
      lines.includes('ok Goes to books.shop v1 :80 (75 %) or books.shop :80 (25 %)'),
      lines.join('\n'),
    );
    assert.deepEqual(
      head.branches.map(({ share }) => share),
      [75, 25],
    );
  });

  it('is copied so that a shell and the command line take it', () => {
    const { head } = shown([`${MESH}‸`], form({ method: 'POST', headers: ["x-name: it's"] }));
    assert.equal(head.copies?.curl, String.raw`curl -i -X POST -H 'x-name: it'\''s' http://books/api/1`);
    assert.equal(
      head.copies?.trace,
      String.raw`meshwright trace . --from shop/app=web --url http://books/api/1 --method POST -H 'x-name: it'\''s'`,
    );
  });

  it('is kept as a test that holds, in a new file and in one that is there', () => {
    const inputs = [form({}), form({ from: 'outside', url: 'http://books.shop/' }), form({ method: 'PUT' })];
    let text = '';
    for (const input of inputs) {
      const { head } = shown([`${MESH}‸`, POLICY], input);
      const planned = keptTest(text, 'shop', head.copies?.test as JsonValue);
      if ('refused' in planned) throw new Error(planned.refused);
      text = planned.edits
        .toSorted((a, b) => b.range.start - a.range.start)
        .reduce(
          (all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end),
          text,
        );
    }
    const { snapshot } = meshOfTexts([MESH, POLICY]);
    const results = runMeshTests(snapshot, 'file:///shop.mesh-test.yaml', text);
    assert.equal(results.length, 3, text);
    assert.deepEqual(
      results.flatMap(({ failures }) => failures.map((failure) => failure.text)),
      [],
      text,
    );
    assert.deepEqual(keptTest('kind: MeshTest\napiVersion: meshwright/v1\nspec: {a: [', 's', {}), {
      refused: 'its YAML is broken',
    });
  });
});
