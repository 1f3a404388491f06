/** The rows of the routes panel: each case is a mesh with a cursor, and the table as lines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RouteRow, RoutesHead } from '../../server/src/features/routes-table/routes-data.ts';
import { routesTable } from '../../server/src/features/routes-table/routes-table.ts';
import { type Asked, ask, said } from './ask.ts';

const SERVICES = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }, { name: http-admin, port: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: v1, labels: { v: "1" } }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: client, namespace: shop }
spec: { template: { metadata: { labels: { app: client } }, spec: { containers: [] } } }
`;

function table({ answer }: Asked): readonly string[] {
  const head = answer.head as RoutesHead;
  if (head.state === 'empty') return [said(head.why)];
  const rows = (answer.items as readonly RouteRow[]).map((row) => {
    const when = row.when
      .map(
        (block) =>
          `${block.conditions.map(({ text }) => text).join(' and ') || 'everything'}${block.never === undefined ? '' : ` [${block.never}]`}`,
      )
      .join(' or ');
    const to = row.to
      .map(
        ({ share, text, state, why }) =>
          `${share ?? '?'} % ${text}${state === 'good' ? '' : ` (${state}: ${why})`}`,
      )
      .join(', ');
    const never =
      row.never &&
      ` / ${row.never.text}${row.never.by === undefined ? '' : ` by ${row.never.by.split(' ').at(-1)}`}`;
    const settings = [row.timeout, row.retries].map(
      (each) => each && `${each.text}${each.isDefault ? ' (default)' : ''}`,
    );
    const extras = row.extras.map(({ text }) => text);
    const { path, length, method, headers, params } = row.rank ?? {};
    return [
      `${row.order}${row.rank === undefined ? '' : ` (${[path, length, method, headers, params].join(' ')})`} ${row.protocol}${row.name === undefined ? '' : ` ${row.name}`}: ${when || 'everything'} -> ${row.action === undefined ? to : said(row.action)}${never ?? ''}`,
      ...(settings.some((each) => each !== undefined) ? [`  ${settings.join('; ')}`] : []),
      ...(extras.length > 0 ? [`  ${extras.join('; ')}`] : []),
    ];
  });
  return [
    `${head.host} :${head.port} seen by ${head.seenBy}`,
    said(head.story),
    ...rows.flat(),
    `else ${said(head.otherwise)}`,
  ];
}

describe('the routes panel', () => {
  it('shows the rules of a VirtualService in order, with what is never reached and what does not exist', () => {
    const asked = ask(routesTable, [
      SERVICES,
      `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - name: canary‸
      match:
        - { uri: { prefix: /a }, headers: { x: { exact: "1" } } }
        - { uri: { prefix: /b }, port: 9 }
      timeout: 2s
      retries: { attempts: 3, perTryTimeout: 1s, retryOn: 5xx }
      fault: { delay: { percentage: { value: 5 }, fixedDelay: 3s } }
      route:
        - { destination: { host: books, subset: v1 }, weight: 1 }
        - { destination: { host: books, subset: v9 }, weight: 3 }
    - match: [{ uri: { prefix: /go } }]
      redirect: { authority: other.example, redirectCode: 302 }
    - route: [{ destination: { host: gone } }]
      mirror: { host: books, subset: v1 }
      rewrite: { uri: /new }
    - match: [{ uri: { prefix: /late } }]
      route: [{ destination: { host: books, port: { number: 81 } } }]
  tls:
    - match: [{ sniHosts: [books.example], port: 443 }]
      route: [{ destination: { host: books, port: { number: 8080 } } }]
`,
    ]);
    assert.deepEqual(table(asked), [
      'books.shop.svc.cluster.local :80 seen by sidecars shop',
      'Rules of VirtualService shop/books.',
      '1 http canary: path starts with "/a" and header x is "1" or path starts with "/b" [it is for port 9] -> 25 % books v1 :80, 75 % books v9 :80 (missing: no subset v9)',
      '  2s; 3×, 1s each, on 5xx',
      '  fault: 5 % wait 3s',
      '2 http: path starts with "/go" -> redirected to other.example with 302',
      '3 http: everything -> 100 % gone :80 (missing: No service of that name exists)',
      '  none (default); 2× (default)',
      '  rewrite path → /new; mirror 100 % → books v1 :80',
      '4 http: path starts with "/late" -> 100 % books :81 (missing: no port 81) / Never matches: everything is taken before by spec.http[2]',
      '  none (default); 2× (default)',
      '5 tls: server name books.example and port 443 -> 100 % books :8080 / Not seen from here: it is for another port, gateway or client',
      'else nothing is left: a rule takes everything',
    ]);
    const [first] = asked.answer.items as readonly RouteRow[];
    assert.match(asked.textAt(first?.place ?? ''), /^name: canary/);
    assert.equal(asked.textAt(first?.when[0]?.conditions[1]?.place ?? ''), '{ exact: "1" }');
    assert.equal(asked.textAt(first?.to[1]?.place ?? ''), 'books');
  });

  it('says "not judged" where the files prove nothing', () => {
    const asked = ask(
      routesTable,
      [
        `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec: { hosts: [books‸.example], http: [{ route: [{ destination: { host: books.elsewhere.svc.cluster.local, subset: v1 } }] }] }
`,
      ],
      {},
      { completeness: 'partial' },
    );
    assert.deepEqual(table(asked).slice(2, 3), [
      '1 http: everything -> 100 % books.elsewhere v1 :80 (unjudged: Not in these files; it may exist outside of them)',
    ]);
  });

  it('shows delegates under the conditions of their root, and what another object loses', () => {
    const root = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: a-books, namespace: shop }
spec:
  hosts: [books]
  http:
    - match: [{ uri: { prefix: /beta } }]
      delegate: { name: beta, namespace: shop }
    - route: [{ destination: { host: books } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: later, namespace: shop }
spec: { hosts: [books], http: [{ route: [{ destination: { host: books, subset: v1 } }] }] }
`;
    const asked = ask(routesTable, [
      SERVICES,
      root,
      `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: beta‸, namespace: shop }
spec: { http: [{ route: [{ destination: { host: books, subset: v1 } }] }] }
`,
    ]);
    assert.deepEqual(table(asked), [
      'books.shop.svc.cluster.local :80 seen by sidecars shop',
      'Rules of VirtualService shop/a-books, with delegates shop/beta. The first for this host wins; ignored: shop/later.',
      '1 http: path starts with "/beta" -> 100 % books v1 :80',
      '  none (default); 2× (default)',
      '2 http: everything -> 100 % books :80',
      '  none (default); 2× (default)',
      'else nothing is left: a rule takes everything',
    ]);
    const [first] = asked.answer.items as readonly RouteRow[];
    assert.equal(first?.from, 'shop/beta');
    assert.equal(asked.textAt(first?.when[0]?.conditions[0]?.place ?? ''), '{ prefix: /beta }');
  });

  it('puts the rules of several VirtualServices of a gateway one after the other', () => {
    const asked = ask(routesTable, [
      SERVICES,
      `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge‸, namespace: edge }
spec:
  selector: { istio: edge }
  servers:
    - { port: { number: 80, name: http, protocol: HTTP }, hosts: ["*.example.com"], tls: { httpsRedirect: true } }
    - { port: { number: 443, name: https, protocol: HTTPS }, hosts: ["*.example.com"], tls: { mode: SIMPLE, credentialName: c } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: a, namespace: shop }
spec: { hosts: [books.example.com], gateways: [edge/edge], http: [{ name: rest, route: [{ destination: { host: books, port: { number: 80 } } }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: b, namespace: shop }
spec: { hosts: [books.example.com], gateways: [edge/edge], http: [{ name: beta, match: [{ uri: { exact: /beta } }], route: [{ destination: { host: books, port: { number: 80 } } }] }] }
`,
    ]);
    assert.deepEqual(table(asked).slice(0, 2), [
      'books.example.com :80 seen by gateway edge/edge 80',
      'Rules of shop/a, shop/b, one after the other; those that take everything come last. This server redirects every request to HTTPS with 301.',
    ]);
    const { viewpoints } = asked.answer.head as Extract<RoutesHead, { state: 'shown' }>;
    assert.deepEqual(
      viewpoints.map(({ id }) => id),
      ['gateway edge/edge 80', 'gateway edge/edge 443'],
    );
    assert.ok((asked.answer.items as readonly RouteRow[]).every(({ never }) => never !== undefined));
  });

  it('shows routes of the Gateway API by rank, with both timeouts, copies, and what is not granted', () => {
    const lines = table(
      ask(routesTable, [
        SERVICES,
        `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: api, namespace: shop }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [api.example.com]
  rules:
    - matches: [{ path: { value: / } }]
      backendRefs: [{ name: books, port: 80 }]
    - name: exact‸
      matches: [{ path: { type: Exact, value: /a } }]
      timeouts: { request: 10s, backendRequest: 2s }
      filters:
        - { type: RequestMirror, requestMirror: { backendRef: { name: books, port: 8080 }, fraction: { numerator: 1, denominator: 8 } } }
        - { type: RequestMirror, requestMirror: { backendRef: { name: gone, port: 80 }, percent: 10 } }
      backendRefs: [{ name: books, port: 80, weight: 3 }, { name: far, namespace: other, port: 80 }]
    - matches: [{ path: { value: /a/long } }]
      timeouts: { backendRequest: 1s }
      backendRefs: []
`,
        `
apiVersion: v1
kind: Service
metadata: { name: far, namespace: other }
spec: { ports: [{ name: http, port: 80 }] }
`,
      ]),
    );
    assert.deepEqual(lines, [
      'api.example.com :80 seen by listener shop/edge 80',
      'Rules of shop/api, the most specific first.',
      '1 (exact 2 false 0 0) http exact: path is "/a" -> 75 % books :80, 25 % far.other :80 (missing: 500 for this share: no ReferenceGrant in namespace "other" lets HTTPRoute of "shop" use Service "far")',
      '  10s, 2s each try; 2× (default)',
      '  mirror 12.5 % → books :8080; mirror 10 % → gone :80 (not found)',
      '2 (prefix 7 false 0 0) http: path starts with "/a/long" -> answered with 500: no backend is written',
      '3 (prefix 1 false 0 0) http: path starts with "/" -> 100 % books :80',
      '  none (default); 2× (default)',
      'else no rule is left: 404',
    ]);
  });

  it('says why there is nothing to see', () => {
    assert.deepEqual(table(ask(routesTable, [SERVICES])), ['No object stands at the cursor.']);
    const policy =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication‸\nmetadata: { name: d, namespace: shop }\n';
    assert.match(table(ask(routesTable, [policy]))[0] ?? '', /^A PeerAuthentication has no routes\./);
    assert.deepEqual(table(ask(routesTable, [SERVICES.replace('name: books', 'name: bo‸oks')])), [
      'books.shop.svc.cluster.local :80 seen by sidecars shop',
      'No VirtualService is for this host.',
      'else no rule is for this host: sent to books :80',
    ]);
  });
});
