/** Completion of labels, annotations, headers and other words that the world or Istio's registries know. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { describePlaces, names, object, offered, type Place } from './completion-places.ts';
import { meshSnapshot, unmark } from './marked-text.ts';
import { HERE_URI } from './mesh-files.ts';

const OTHERS = `apiVersion: networking.istio.io/v1
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

const METADATA = (kind: string, rest: string, group = 'v1') =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: here\n  namespace: shop\n  ${rest}\n`;

const LABELS: readonly Place[] = [
  {
    at: 'keys of a policy’s selector: what pods of the namespace carry',
    text: object('AuthorizationPolicy', 'shop', '  selector:\n    matchLabels:\n      $0\n'),
    offers: ['app', 'version'],
    isKey: true,
  },
  {
    at: 'keys in a namespace without pods: the usual ones',
    text: object('AuthorizationPolicy', 'bank', '  selector:\n    matchLabels:\n      $0\n'),
    offers: ['app', 'version', 'app.kubernetes.io/name'],
    isKey: true,
  },
  {
    at: 'keys in the root namespace: of every pod',
    text: object(
      'AuthorizationPolicy',
      'istio-system',
      '  selector:\n    matchLabels:\n      app: front\n      $0\n',
    ),
    offers: [],
    never: ['version', 'app'],
    isKey: true,
  },
  {
    at: 'values beside others: only what still selects something',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  selector:\n    matchLabels:\n      version: v1\n      app: $0\n',
    ),
    offers: ['cart'],
    never: ['front'],
    gives: '      app: cart',
  },
  {
    at: 'values that no pod combines',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  selector:\n    matchLabels:\n      version: v9\n      app: $0\n',
    ),
    offers: [],
    never: ['cart'],
  },
  {
    at: 'keys beside a value that no pod carries',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  selector:\n    matchLabels:\n      version: v9\n      $0\n',
    ),
    offers: [],
    never: ['app', 'app.kubernetes.io/name'],
    isKey: true,
  },
  ...['Telemetry', 'PeerAuthentication', 'RequestAuthentication', 'WasmPlugin', 'ProxyConfig'].map(
    (kind): Place => ({
      at: `values of a ${kind}`,
      text: object(kind, 'shop', '  selector:\n    matchLabels:\n      app: $0\n'),
      offers: ['cart'],
      never: ['front'],
    }),
  ),
  ...['Sidecar', 'EnvoyFilter', 'ServiceEntry'].map(
    (kind): Place => ({
      at: `values of a ${kind}`,
      text: object(kind, 'shop', '  workloadSelector:\n    labels:\n      app: $0\n'),
      offers: ['cart'],
      never: ['front'],
    }),
  ),
  {
    at: 'values in the root namespace: of every namespace',
    text: object('EnvoyFilter', 'istio-system', '  workloadSelector:\n    labels:\n      app: $0\n'),
    offers: ['cart', 'front'],
  },
  {
    at: 'clients of a DestinationRule',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  workloadSelector:\n    matchLabels:\n      app: $0\n',
    ),
    offers: ['cart'],
    never: ['front'],
  },
  {
    at: 'values of a Gateway’s selector: of every namespace',
    text: object('Gateway', 'shop', '  selector:\n    app: $0\n'),
    offers: ['cart', 'front'],
  },
  {
    at: 'values of a Service’s selector: of its namespace',
    text: object('Service', 'shop', '  selector:\n    app: $0\n'),
    offers: ['cart'],
    never: ['front'],
  },
  {
    at: 'labels of a subset: what differs first',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  subsets:\n    - name: v1\n      labels:\n        $0\n',
    ),
    offers: ['version', 'app'],
    isKey: true,
  },
  {
    at: 'labels of a subset from another namespace',
    text: object(
      'DestinationRule',
      'edge',
      '  host: cart.shop.svc.cluster.local\n  subsets:\n    - name: v1\n      labels: { version: $0 }\n',
    ),
    offers: ['v1', 'v2'],
  },
  {
    at: 'labels of a subset of a hidden service',
    text: object(
      'DestinationRule',
      'shop',
      '  host: ledger.bank.svc.cluster.local\n  subsets:\n    - name: v1\n      labels: { app: $0 }\n',
    ),
    offers: [],
    never: ['ledger'],
  },
  {
    at: 'labels of endpoints of a ServiceEntry',
    text: object(
      'DestinationRule',
      'shop',
      '  host: vms.example\n  subsets:\n    - name: v1\n      labels: { tier: $0 }\n',
    ),
    offers: ['new', 'old'],
  },
  {
    at: 'labels of clients',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - match:\n        - sourceLabels:\n            app: $0\n',
    ),
    offers: ['cart', 'front'],
  },
  {
    at: 'labels of clients of one namespace',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - match:\n        - sourceNamespace: edge\n          sourceLabels:\n            app: $0\n',
    ),
    offers: ['front'],
    never: ['cart'],
  },
  {
    at: 'a controller asks for its own template',
    text: object(
      'Deployment',
      'shop',
      '  selector:\n    matchLabels:\n      app: $0\n  template:\n    metadata: { labels: { app: here } }\n',
    ),
    offers: ['here'],
    never: ['cart'],
  },
];

const METADATA_PLACES: readonly Place[] = [
  {
    at: 'labels of a Namespace',
    text: METADATA('Namespace', 'labels:\n    $0'),
    offers: ['istio.io/dataplane-mode', 'istio.io/rev', 'istio-injection'],
    never: ['sidecar.istio.io/inject', 'operator.istio.io/version'],
    isKey: true,
  },
  {
    at: 'a value of a label',
    text: METADATA('Namespace', 'labels:\n    istio-injection: $0'),
    offers: ['enabled', 'disabled'],
    gives: '    istio-injection: enabled',
  },
  {
    at: 'revisions that others name',
    text: METADATA('Namespace', 'labels:\n    istio.io/rev: $0'),
    mesh: OTHERS,
    offers: ['default', 'canary'],
  },
  {
    at: 'networks that others name',
    text: METADATA('Service', 'labels:\n    topology.istio.io/network: $0'),
    mesh: OTHERS,
    offers: ['vms', 'west'],
  },
  {
    at: 'annotations of a Service',
    text: METADATA('Service', 'annotations:\n    $0'),
    offers: ['networking.istio.io/exportTo', 'galley.istio.io/analyze-suppress'],
    never: ['sidecar.istio.io/proxyCPU', 'sidecar.istio.io/status'],
    isKey: true,
  },
  {
    at: 'annotations of pods, in a template',
    text: object('Deployment', 'shop', '  template:\n    metadata:\n      annotations:\n        $0\n'),
    offers: ['proxy.istio.io/config', 'sidecar.istio.io/proxyCPU'],
    never: ['networking.istio.io/exportTo'],
    isKey: true,
  },
  {
    at: 'text that looks like a truth value is quoted',
    text: object(
      'Deployment',
      'shop',
      '  template:\n    metadata:\n      labels:\n        sidecar.istio.io/inject: $0\n',
    ),
    offers: ['true', 'false'],
    gives: '        sidecar.istio.io/inject: "true"',
  },
  {
    at: 'namespaces that a Service is exported to',
    text: METADATA('Service', 'annotations:\n    networking.istio.io/exportTo: $0'),
    offers: ['.', '*', 'shop', 'bank'],
  },
  {
    at: 'codes of istioctl',
    text: METADATA(
      'VirtualService',
      'annotations:\n    galley.istio.io/analyze-suppress: IST0101,$0',
      'networking.istio.io/v1',
    ),
    offers: ['IST0101,IST0109'],
    never: ['IST0101,IST0101', 'KIA0101'],
  },
  {
    at: 'codes behind a comma and a blank, those of this object first',
    text: `${METADATA('VirtualService', 'annotations:\n    galley.istio.io/analyze-suppress: IST0001, I$0', 'networking.istio.io/v1')}spec:\n  hosts: [a.example]\n  gateways: [nowhere]\n  http: [{ route: [{ destination: { host: nobody } }] }]\n`,
    offers: ['IST0001, IST0101', 'IST0001, IST0002'],
  },
  {
    at: 'labels of the pods of a Gateway',
    text: object('KubernetesGateway', 'shop', '  infrastructure:\n    labels:\n      $0\n').replace(
      'kind: KubernetesGateway',
      'kind: Gateway',
    ),
    offers: ['app', 'istio.io/rev'],
    isKey: true,
  },
  {
    at: 'codes of Kiali',
    text: METADATA(
      'VirtualService',
      'annotations:\n    kiali.io/ignore-validations: $0',
      'networking.istio.io/v1',
    ),
    offers: ['KIA1107'],
    never: ['IST0101', '*'],
  },
];

const WORDS: readonly Place[] = [
  {
    at: 'headers of a match: used ones first',
    text: object('VirtualService', 'shop', '  http:\n    - match:\n        - headers:\n            $0\n'),
    mesh: OTHERS,
    offers: ['x-served-by', 'x-tenant', 'authorization', '@request.auth.claims.team'],
    isKey: true,
  },
  {
    at: 'headers without any use',
    text: object('VirtualService', 'shop', '  http:\n    - match:\n        - headers:\n            $0\n'),
    offers: ['authorization', 'cookie'],
    never: ['x-tenant'],
    isKey: true,
  },
  {
    at: 'the header of a hash',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    loadBalancer:\n      consistentHash:\n        httpHeaderName: $0\n',
    ),
    mesh: OTHERS,
    offers: ['x-tenant', 'cookie'],
  },
  {
    at: 'the header of a Gateway API match',
    text: object(
      'HTTPRoute',
      'shop',
      '  rules:\n    - matches:\n        - headers:\n            - name: $0\n',
    ),
    mesh: OTHERS,
    offers: ['x-tenant'],
  },
  {
    at: 'retries: what is typed in front of the comma stays',
    text: object('VirtualService', 'shop', '  http:\n    - retries:\n        retryOn: 5xx,$0\n'),
    offers: ['5xx,gateway-error', '5xx,retriable-4xx', '5xx,503'],
    never: ['5xx,5xx'],
    gives: '        retryOn: 5xx,gateway-error',
  },
  {
    at: 'methods of a policy',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - to:\n        - operation:\n            methods: [GET, $0]\n',
    ),
    offers: ['POST', 'DELETE', 'HEAD'],
    never: ['GET'],
  },
  {
    at: 'the method of a match',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - match:\n        - method:\n            exact: $0\n',
    ),
    offers: ['GET', 'POST'],
  },
  {
    at: 'paths and gRPC services of a policy',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - to:\n        - operation:\n            paths:\n              - $0\n',
    ),
    mesh: OTHERS,
    offers: ['/pay', '/shop.Cart/*', '/shop.Till/*'],
  },
  {
    at: 'gRPC services',
    text: object(
      'GRPCRoute',
      'shop',
      '  rules:\n    - matches:\n        - method:\n            service: $0\n',
    ),
    mesh: OTHERS,
    offers: ['shop.Cart', 'shop.Till'],
  },
  {
    at: 'attributes of conditions',
    text: object('AuthorizationPolicy', 'shop', '  rules:\n    - when:\n        - key: $0\n'),
    mesh: OTHERS,
    offers: [
      'request.headers[x-tenant]',
      'request.auth.claims[iss]',
      'request.auth.claims[team]',
      'source.namespace',
    ],
  },
  {
    at: 'values of a condition on namespaces',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: source.namespace\n          values: [$0]\n',
    ),
    offers: ['shop', 'bank'],
  },
  {
    at: 'values of a condition on identities',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: source.principal\n          values:\n            - $0\n',
    ),
    offers: ['cluster.local/ns/shop/sa/cart'],
    never: ['shop', 'https://id.example/*'],
  },
  {
    at: 'values of a condition on audiences',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: request.auth.audiences\n          notValues: [$0]\n',
    ),
    mesh: OTHERS,
    offers: ['shop', 'till'],
    never: ['bank'],
  },
  {
    at: 'values of a condition on the issuer',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - when:\n        - key: request.auth.claims[iss]\n          values:\n            - $0\n',
    ),
    offers: ['https://id.example'],
  },
  {
    at: 'issuers that others trust',
    text: object('RequestAuthentication', 'shop', '  jwtRules:\n    - issuer: $0\n'),
    mesh: OTHERS,
    offers: ['https://id.example', 'https://two.example'],
  },
  {
    at: 'audiences',
    text: object('RequestAuthentication', 'shop', '  jwtRules:\n    - audiences: [till, $0]\n'),
    mesh: OTHERS,
    offers: ['shop'],
    never: ['till'],
  },
  {
    at: 'claims',
    text: object(
      'RequestAuthentication',
      'shop',
      '  jwtRules:\n    - outputClaimToHeaders:\n        - claim: $0\n',
    ),
    mesh: OTHERS,
    offers: ['team', 'sub'],
  },
  {
    at: 'networks',
    text: object('WorkloadEntry', 'shop', '  network: $0\n'),
    mesh: OTHERS,
    offers: ['vms', 'west'],
  },
  {
    at: 'localities',
    text: object('ServiceEntry', 'shop', '  endpoints:\n    - locality: $0\n'),
    mesh: OTHERS,
    offers: ['eu/eu-1/a'],
    never: ['eu/*', '*'],
  },
  {
    at: 'localities of load balancing: whole regions, too',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    loadBalancer:\n      localityLbSetting:\n        distribute:\n          - from: $0\n',
    ),
    mesh: OTHERS,
    offers: ['eu/eu-1/a', 'eu/*', 'eu/eu-1/*', '*'],
  },
  {
    at: 'hosts of a Gateway: those of what binds to it',
    text: object('Gateway', 'edge', '  servers:\n    - hosts:\n        - $0\n').replace(
      'name: here',
      'name: front',
    ),
    mesh: OTHERS,
    offers: ['a.example', '*', './*'],
  },
  {
    at: 'hosts of a Gateway that nothing binds to',
    text: object('Gateway', 'edge', '  servers:\n    - hosts:\n        - $0\n'),
    mesh: OTHERS,
    offers: ['*'],
    never: ['a.example'],
  },
  {
    at: 'protocols',
    text: object('ServiceEntry', 'shop', '  ports:\n    - protocol: $0\n'),
    offers: ['HTTP', 'TLS'],
  },
];

describePlaces('labels', LABELS);
describePlaces('metadata', METADATA_PLACES);
describePlaces('words', WORDS);

const IGNORED = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: here, namespace: shop }
spec:
  hosts: [here.example]
  http:
    - route:
        - destination:
            # COMMENT
            host: nobody
`;

describe('completion of suppressions', () => {
  const at = (comment: string) => offered(IGNORED.replace('COMMENT', comment));

  it('offers the word at the start of a comment', () => {
    const { items } = at('mesh$0');
    assert.deepEqual(
      items.map(({ label, insertText }) => [label, insertText]),
      [['meshwright-ignore', 'meshwright-ignore ']],
    );
  });

  it('offers what is found on the next line first, then every rule', () => {
    const labels = names(at('meshwright-ignore $0').items, 'value');
    assert.equal(labels[0], 'virtual-service/host-not-found');
    assert.ok(labels.includes('gateway/credential-not-found') && labels.includes('yaml/syntax'));
  });

  it('leaves out what is listed, and replaces the whole word', () => {
    const { items, text, offset } = at('meshwright-ignore virtual-service/host-not-found, gate$0way/x');
    const first = items.find(({ label }) => label === 'gateway/credential-not-found');
    assert.ok(!items.some(({ label }) => label === 'virtual-service/host-not-found'));
    assert.equal(text.slice(first?.range.start, first?.range.end), 'gateway/x');
    assert.ok(first !== undefined && first.range.start <= offset);
  });

  it('is silent in the reason, in other comments, and in files of others', () => {
    assert.deepEqual(at('meshwright-ignore virtual-service/host-not-found: because mesh$0').items, []);
    assert.deepEqual(at('nothing$0').items, []);
    const { text, offset } = unmark('# mesh$0\nname: build\non: push\n');
    const found = completion(meshSnapshot(new Map([[HERE_URI, text]])), HERE_URI, offset);
    assert.deepEqual(found.items, []);
  });
});
