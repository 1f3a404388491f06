/** Completion of labels in selectors, and of the labels and annotations of metadata. */
import { describePlaces, OTHERS, object, type Place } from './completion-places.ts';

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

describePlaces('labels', LABELS);
describePlaces('metadata', METADATA_PLACES);
