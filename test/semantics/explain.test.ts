/** Words and causes for a small mesh: whole sentences are compared, so that nobody changes them by accident. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../server/src/semantics/explain/diagnose.ts';
import { explainResource, findObject } from '../../server/src/semantics/explain/explain-resource.ts';
import { readLogLine } from '../../server/src/semantics/explain/log-line.ts';
import { meshOfTexts } from './mesh-of.ts';

const MESH = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec:
  host: books
  trafficPolicy: { connectionPool: { http: { http1MaxPendingRequests: 1 } } }
  subsets: [{ name: v1, labels: { v: "1" } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - name: staff
      match: [{ headers: { end-user: { exact: jason } } }]
      route: [{ destination: { host: books, subset: v1 } }]
    - name: most
      match: [{ uri: { prefix: /a } }]
      timeout: 2s
      route:
        - { destination: { host: books, subset: v1 }, weight: 9 }
        - { destination: { host: books, subset: v2 }, weight: 1 }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: books, namespace: shop }
spec: { rules: [{ from: [{ source: { namespaces: [web] } }] }] }
`;

const { mesh } = meshOfTexts([MESH]);

function causes(line: string): readonly string[] {
  return diagnose(mesh, readLogLine(line)).map(({ text, place }) =>
    place === undefined ? text : `${text} @ ${place.path}`,
  );
}

function logLine(code: number, flags: string, details: string, cluster: string, route: string): string {
  return `[2026-01-01T00:00:00.000Z] "GET /a?b=c HTTP/2" ${code} ${flags} ${details} - "-" 0 91 0 - "-" "curl" "9c" "books" "-" ${cluster} - 10.0.0.1:80 10.1.0.1:55 - ${route}`;
}

describe('explaining a VirtualService', () => {
  it('says who goes where, with shares, defaults and what is left', () => {
    const object = findObject(mesh, 'virtualservice', 'shop', 'books');
    assert.ok(object !== undefined);
    const found = explainResource(mesh, object.ref);
    assert.deepEqual(
      found?.does.map(({ text }) => text),
      [
        'Decides what happens to requests for books.shop.svc.cluster.local from inside the mesh',
        'Requests with header end-user is "jason" go to subset v1 of books, retried up to 2 times by default',
        'Requests with path starts with "/a" go to subset v1 of books (90 %) and subset v2 of books (10 %), given up after 2s, retried up to 2 times by default',
        'Any other request is answered with 404: no route takes it',
      ],
    );
    assert.match(
      found?.verify[0]?.command ?? '',
      /^istioctl proxy-config routes CLIENT_POD\.shop --name 80 /,
    );
  });
});

const OTHERS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: books, namespace: shop }
spec: { template: { metadata: { labels: { app: books } }, spec: { containers: [] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default, namespace: shop }
spec:
  egress: [{ hosts: ["./*", "istio-system/*"] }]
  outboundTrafficPolicy: { mode: REGISTRY_ONLY }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: web, namespace: shop }
spec:
  workloadSelector: { labels: { app: web } }
  ingress: [{ port: { number: 9080, protocol: HTTP, name: http }, defaultEndpoint: "127.0.0.1:8080" }]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: pay, namespace: shop }
spec:
  hosts: [api.pay.example]
  exportTo: ["."]
  location: MESH_EXTERNAL
  resolution: DNS
  ports: [{ number: 443, name: tls, protocol: TLS }]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: pay, namespace: other }
spec: { hosts: [api.pay.example], ports: [{ number: 443, name: tls, protocol: TLS }] }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: all, namespace: shop }
spec:
  tracing: [{ providers: [{ name: zipkin }], randomSamplingPercentage: 5 }]
  metrics: [{ overrides: [{ match: { metric: REQUEST_COUNT, mode: CLIENT }, tagOverrides: { path: { operation: REMOVE } } }] }]
  accessLogging: [{ filter: { expression: response.code >= 500 } }]
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: second, namespace: shop }
spec: {}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: books, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: edge, sectionName: web }, { kind: Service, group: "", name: books }]
  hostnames: [books.example.com]
  rules:
    - matches: [{ path: { value: /a }, method: GET }, { headers: [{ name: x, value: yellow }] }]
      timeouts: { request: 2s }
      backendRefs: [{ name: books, port: 80, weight: 3 }, { name: old, namespace: other, port: 80, weight: 1 }]
    - filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }]
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: TCPRoute
metadata: { name: db, namespace: shop }
spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: db, port: 5432 }] }] }
`;

describe('explaining other kinds', () => {
  const others = meshOfTexts([MESH, OTHERS]).mesh;
  const words = (kind: string, name: string) => {
    const object = findObject(others, kind, 'shop', name);
    const found = object && explainResource(others, object.ref);
    assert.ok(found !== undefined, `${kind} ${name} has no words`);
    const texts = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text);
    return {
      does: texts(found.does),
      concerns: texts(found.concerns),
      conflicts: texts(found.conflicts),
      commands: found.verify.map(({ command }) => command),
    };
  };

  it('says what the proxies that take a Sidecar know', () => {
    assert.deepEqual(words('Sidecar', 'default'), {
      does: [
        'On ports that no other egress listener is for its proxies know ./* and istio-system/*: 2 services of these files',
        'Other hosts cannot be called: HTTP is answered with 502, other connections are closed',
      ],
      concerns: ['The proxies of shop/books, as clients'],
      conflicts: ['Sidecar shop/web takes its place for shop/web: a workload has one only'],
      commands: ['istioctl proxy-config clusters books-POD.shop --direction outbound'],
    });
    assert.deepEqual(words('Sidecar', 'web').does, [
      'It has no egress listener, so its proxies know every service that they may see',
      'Other hosts are passed on to wherever the client has resolved the name (a setting of the mesh)',
      'Port 9080 of its pods is served by this listener, which hands requests to 127.0.0.1:8080',
    ]);
  });

  it('says where the hosts of a ServiceEntry are, and who sees them', () => {
    const { does, concerns, conflicts } = words('ServiceEntry', 'pay');
    assert.deepEqual(does, [
      'Makes api.pay.example known on port 443 (tls)',
      'Is outside of the mesh: clients do not use mutual TLS of the mesh by themselves',
      'The proxy looks the addresses up by name',
    ]);
    assert.deepEqual(concerns, ['Clients of namespace shop']);
    assert.deepEqual(conflicts, [
      'ServiceEntry other/pay is called api.pay.example too: a client takes that of its own namespace, then a Service, then the oldest',
    ]);
  });

  it('says what a Telemetry measures, traces and logs', () => {
    const { does, concerns, conflicts } = words('Telemetry', 'all');
    assert.deepEqual(does, [
      'Metric REQUEST_COUNT is kept without tag path by clients',
      '5 % of the requests are traced to zipkin',
      'Access is logged where response.code >= 500',
    ]);
    assert.deepEqual(concerns, ['All workloads of namespace shop: shop/books and shop/web']);
    assert.deepEqual(conflicts, [
      'Telemetry shop/second is for the whole namespace too, and does not count beside this one',
    ]);
    assert.deepEqual(words('Telemetry', 'second').does, [
      'It says nothing, so all stays as it is without it',
    ]);
    assert.match(
      words('Telemetry', 'second').conflicts[0] ?? '',
      /^Telemetry shop\/all .*this one does not count$/,
    );
  });

  it('says where a route of the Gateway API is attached, and what each rule does', () => {
    const { does, concerns, commands } = words('HTTPRoute', 'books');
    assert.deepEqual(does, [
      'Is for books.example.com',
      'Requests with path starts with "/a" and method is GET, or with header x is "yellow" go to books, port 80 (75 %) and old.other, port 80 (25 %, no ReferenceGrant of namespace other is in these files), given up after 2s',
      'All requests are redirected to https (302)',
      'Of several matches the most specific counts, whatever their order',
    ]);
    assert.deepEqual(concerns, [
      'What arrives at Gateway edge/edge, listener web, which is in none of these files',
      'Clients of every namespace that call Service shop/books',
    ]);
    assert.equal(commands.length, 2);
    assert.deepEqual(words('TCPRoute', 'db').does, ['Connections go to db, port 5432']);
  });
});

describe('from a log line to configuration', () => {
  it('reads the default format', () => {
    const facts = readLogLine(
      logLine(503, 'NC,URX', 'cluster_not_found', 'outbound|80|v2|books.shop.svc.cluster.local', 'most'),
    );
    assert.deepEqual(
      [facts.method, facts.path, facts.authority, facts.status, facts.flags, facts.details, facts.routeName],
      ['GET', '/a?b=c', 'books', 503, ['NC', 'URX'], 'cluster_not_found', 'most'],
    );
    assert.equal(facts.cluster, 'outbound|80|v2|books.shop.svc.cluster.local');
  });

  it('reads the same as JSON, and a lone name', () => {
    const json = readLogLine(
      '{"response_code":403,"response_flags":"-","response_code_details":"rbac_access_denied_matched_policy[ns[shop]-policy[books]-rule[0]]","authority":"books"}',
    );
    assert.deepEqual(json.policy, { namespace: 'shop', name: 'books', rule: 0 });
    assert.equal(
      readLogLine('outbound|80||books.shop.svc.cluster.local').cluster,
      'outbound|80||books.shop.svc.cluster.local',
    );
    assert.deepEqual(readLogLine('UF').flags, ['UF']);
  });

  it('leads to the missing subset', () => {
    const found = causes(
      logLine(503, 'NC', 'cluster_not_found', 'outbound|80|v2|books.shop.svc.cluster.local', 'most'),
    );
    assert.ok(
      found.includes('Route "most" of VirtualService shop/books took it @ spec.http[1]'),
      found.join('\n'),
    );
    assert.ok(
      found.includes(
        'No DestinationRule of these files defines subset "v2" of "books.shop.svc.cluster.local"',
      ),
    );
  });

  it('leads to the fields that a flag is about', () => {
    const late = causes(
      logLine(504, 'UT', 'response_timeout', 'outbound|80|v1|books.shop.svc.cluster.local', 'most'),
    );
    assert.ok(
      late.includes('timeout of route most of VirtualService shop/books @ spec.http[1].timeout'),
      late.join('\n'),
    );
    const full = causes(
      logLine(503, 'UO', 'overflow', 'outbound|80|v1|books.shop.svc.cluster.local', 'most'),
    );
    assert.ok(
      full.includes('connectionPool of DestinationRule shop/books @ spec.trafficPolicy.connectionPool'),
      full.join('\n'),
    );
  });

  it('leads to the rule of a policy, and says when nothing matched', () => {
    assert.deepEqual(causes('rbac_access_denied_matched_policy[ns[shop]-policy[books]-rule[0]]'), [
      'Rule 0 of AuthorizationPolicy shop/books decided @ spec.rules[0]',
    ]);
    assert.match(
      causes(logLine(403, '-', 'rbac_access_denied_matched_policy[none]', '-', '-'))[0] ?? '',
      /none of their rules matched/,
    );
  });

  it('leads from tables and JSON of istioctl proxy-config to the objects they were made of', () => {
    assert.deepEqual(
      causes(
        [
          'SERVICE FQDN                     PORT     SUBSET     DIRECTION     TYPE     DESTINATION RULE',
          'books.shop.svc.cluster.local     80       v1         outbound      EDS      books.shop',
        ].join('\n'),
      ),
      [
        'Made of DestinationRule shop/books @ metadata.name',
        'outbound|80|v1|books.shop.svc.cluster.local: port 80 of Service shop/books @ metadata.name',
        'Subset "v1" of DestinationRule shop/books @ spec.subsets[0]',
      ],
    );
    assert.deepEqual(
      causes(
        [
          'NAME     VHOST NAME                          DOMAINS                    MATCH     VIRTUAL SERVICE',
          '80       books.shop.svc.cluster.local:80     books, books.shop + 1 more...     /a*     books.shop',
          '80       gone.shop.svc.cluster.local:80      gone, gone.shop + 1 more...       /*      gone.shop',
        ].join('\n'),
      ),
      [
        'Made of VirtualService shop/books @ metadata.name',
        'Made of VirtualService shop/gone, which these files do not have',
      ],
    );
    assert.deepEqual(
      causes(
        '{"name": "x", "metadata": {"filterMetadata": {"istio": {"config":\n"/apis/networking.istio.io/v1alpha3/namespaces/shop/virtual-service/books"}}}}',
      ),
      ['Made of VirtualService shop/books @ metadata.name'],
    );
    assert.deepEqual(
      readLogLine(logLine(200, '-', 'via_upstream', '-', 'canary.v1')).excerpt.objects,
      [],
      'the name of a route is no object',
    );
  });

  it('survives anything', () => {
    for (const text of [
      '',
      '{',
      '{"a":[]}',
      '"',
      '" " "',
      'x'.repeat(100_000),
      '{"response_code":{}}',
      '[[[[',
    ])
      readLogLine(text);
  });
});
