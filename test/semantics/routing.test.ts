/** Questions and answers in tables: a fixture would have to carry a request language of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayHttp } from '../../server/src/semantics/gateway-http.ts';
import { kubernetesGatewayHttp } from '../../server/src/semantics/kubernetes-gateway.ts';
import type { RouteAnswer } from '../../server/src/semantics/route-answer.ts';
import { sidecarHttp } from '../../server/src/semantics/sidecar-http.ts';
import { sidecarTcp } from '../../server/src/semantics/sidecar-tcp.ts';
import { meshOfTexts } from './mesh-of.ts';

const SERVICES = `
apiVersion: v1
kind: Service
metadata: { name: books, namespace: shop }
spec: { selector: { app: books }, ports: [{ name: http, port: 8000 }, { name: tcp-db, port: 5432 }] }
---
apiVersion: v1
kind: Service
metadata: { name: till, namespace: shop }
spec: { selector: { app: till }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;

const BOOKS = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: books, namespace: shop }
spec: { host: books, subsets: [{ name: old, labels: { v: "1" } }, { name: new, labels: { v: "2" } }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: books, namespace: shop }
spec:
  hosts: [books]
  http:
    - name: staff
      match:
        - headers: { x-team: { exact: staff } }
          uri: { prefix: /api }
        - uri: { regex: "/beta/[a-z]+" }
      route: [{ destination: { host: books, subset: new } }]
    - name: move
      match: [{ uri: { prefix: /old/ } }]
      rewrite: { uri: /new/ }
      route: [{ destination: { host: books } }]
    - name: away
      match: [{ uri: { exact: /away } }]
      redirect: { authority: books.example.com, scheme: https }
    - name: rest
      match: [{ uri: { prefix: /api } }, { uri: { prefix: /old } }]
      route:
        - { destination: { host: books, subset: old }, weight: 90 }
        - { destination: { host: books, subset: gone }, weight: 10 }
`;

const CLIENT = { namespace: 'shop', labels: new Map([['app', 'web']]) };

function ask(host: string, path: string, headers: Record<string, string> = {}): RouteAnswer {
  const { mesh } = meshOfTexts([SERVICES, BOOKS]);
  return sidecarHttp(mesh, CLIENT, 8000, { host, path, headers });
}

describe('routes of a sidecar', () => {
  it('takes the first block of which every condition holds', () => {
    const answer = ask('books', '/api/x', { 'X-Team': 'staff' });
    assert.deepEqual(answer.route, { name: 'staff', index: 0, matchIndex: 0 });
    assert.deepEqual(answer.destinations, [
      { cluster: 'outbound|8000|new|books.shop.svc.cluster.local', weight: 100 },
    ]);
  });

  it('matches a regular expression against the whole path', () => {
    assert.equal(ask('books', '/beta/x').route?.name, 'staff');
    assert.equal(ask('books', '/beta/x1').outcome, 'noRoute');
  });

  it('answers 404, not the default route, when no rule matches', () => {
    const answer = ask('books:8000', '/other');
    assert.equal(answer.outcome, 'noRoute');
    assert.equal(answer.status, 404);
  });

  it('replaces the matched prefix as text', () => {
    assert.equal(ask('books.shop', '/old/a?b=1').rewrite?.path, '/new/a');
  });

  it('redirects with the path kept', () => {
    assert.equal(ask('books', '/away').location, 'https://books.example.com/away');
  });

  it('names clusters that will not exist, with the reason and its place', () => {
    const answer = ask('books', '/api');
    assert.deepEqual(answer.missingClusters, ['outbound|8000|gone|books.shop.svc.cluster.local']);
    const reason = answer.steps.find(({ text }) => text.includes('will not exist'));
    assert.equal(reason?.place?.path, 'spec.http[3].route[1].destination');
  });

  it('says why earlier routes did not match', () => {
    const answer = ask('books', '/old/a');
    const rejected = answer.steps.filter(({ outcome }) => outcome === 'rejected').map(({ text }) => text);
    assert.deepEqual(rejected, [
      'Route "staff" does not match: wanted path starts with "/api"',
      'Route "staff" does not match: wanted path matches "/beta/[a-z]+"',
    ]);
  });

  it('passes on what nobody defines, or closes the connection', () => {
    assert.equal(ask('elsewhere.test', '/').outcome, 'passthrough');
    const { mesh } = meshOfTexts([SERVICES], {
      meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
    });
    const answer = sidecarHttp(mesh, CLIENT, 8000, { host: 'elsewhere.test', path: '/' });
    assert.deepEqual([answer.outcome, answer.status], ['blackhole', 502]);
    const unheard = sidecarHttp(mesh, CLIENT, 9999, { host: 'elsewhere.test', path: '/' });
    assert.deepEqual([unheard.outcome, unheard.status], ['blackhole', undefined]);
  });

  it('sends plain connections to the service', () => {
    const { mesh } = meshOfTexts([SERVICES]);
    const answer = sidecarTcp(mesh, CLIENT, 5432, { service: 'books.shop.svc.cluster.local' });
    assert.deepEqual(answer.destinations, [
      { cluster: 'outbound|5432||books.shop.svc.cluster.local', weight: 100 },
    ]);
  });
});

describe('routes of gateways', () => {
  const GATEWAY = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec:
  selector: { istio: edge }
  servers:
    - port: { number: 80, name: http, protocol: HTTP }
      hosts: ["shop/*.example.com"]
    - port: { number: 443, name: https, protocol: HTTPS }
      tls: { mode: SIMPLE, credentialName: c }
      hosts: ["*/safe.example.com"]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: site, namespace: shop }
spec:
  hosts: ["*.example.com"]
  gateways: [edge/edge]
  http:
    - match: [{ port: 80 }]
      route: [{ destination: { host: till } }]
    - route: [{ destination: { host: books, port: { number: 8000 } } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: stranger, namespace: other }
spec:
  hosts: [x.example.com]
  gateways: [edge/edge]
  http: [{ route: [{ destination: { host: nowhere } }] }]
`;
  const WORKLOAD = { namespace: 'edge', labels: new Map([['istio', 'edge']]) };

  it('lets a server be used from the namespaces that it names', () => {
    const { mesh } = meshOfTexts([SERVICES, GATEWAY]);
    const answer = gatewayHttp(mesh, WORKLOAD, 80, { host: 'x.example.com', path: '/' });
    assert.equal(answer.virtualService, 'shop/site');
    assert.deepEqual(answer.destinations, [
      { cluster: 'outbound|80||till.shop.svc.cluster.local', weight: 100 },
    ]);
  });

  it('chooses a TLS server by name', () => {
    const { mesh } = meshOfTexts([SERVICES, GATEWAY]);
    const answer = gatewayHttp(mesh, WORKLOAD, 443, { host: 'safe.example.com', path: '/', scheme: 'https' });
    assert.deepEqual(answer.destinations, [
      { cluster: 'outbound|8000||books.shop.svc.cluster.local', weight: 100 },
    ]);
    assert.equal(
      gatewayHttp(mesh, WORKLOAD, 444, { host: 'safe.example.com', path: '/' }).outcome,
      'noListener',
    );
  });

  it('ranks the matches of HTTPRoutes and compares prefixes by segment', () => {
    const { mesh } = meshOfTexts([
      SERVICES,
      `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: web, namespace: shop }
spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  parentRefs: [{ name: web }]
  rules:
    - matches: [{ path: { type: PathPrefix, value: /a } }]
      backendRefs: [{ name: till, port: 80 }]
    - matches: [{ path: { type: PathPrefix, value: /a/b } }]
      backendRefs: [{ name: books, port: 8000 }]
`,
    ]);
    const cluster = (path: string) =>
      kubernetesGatewayHttp(mesh, 'shop/web', 80, { host: 'any.test', path }).destinations?.[0]?.cluster;
    assert.equal(cluster('/a/b/c'), 'outbound|8000||books.shop.svc.cluster.local');
    assert.equal(cluster('/a/bc'), 'outbound|80||till.shop.svc.cluster.local');
    assert.equal(cluster('/ab'), undefined);
  });
});
