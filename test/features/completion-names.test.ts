/**
 * Completion of names of the mesh. Every place is asked from the namespace of the thing, from another one, for things
 * that `exportTo` hides, for wildcards, and with broken text around it.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { MAX_CHOICES } from '../../server/src/features/completion/mesh/choice.ts';
import { describePlaces, names, object, offered, type Place } from './completion-places.ts';
import { meshSnapshot, unmark } from './marked-text.ts';
import { HERE_URI, MESH_URI, routeFrom } from './mesh-files.ts';

const HIDDEN_RULE = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: vms, namespace: shop }
spec: { host: vms.example, exportTo: ['.'], subsets: [{ name: old, labels: { tier: old } }] }
`;

const WILDCARD_RULE = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: bank, namespace: bank }
spec: { host: '*.bank.svc.cluster.local', subsets: [{ name: fast, labels: { lane: fast } }] }
`;

const HIDDEN_ENTRY = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: vault, namespace: bank }
spec: { hosts: [vault.example], exportTo: ['.'], ports: [{ number: 8200, name: http, protocol: HTTP }], resolution: DNS }
`;

const DELEGATES = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: pieces, namespace: shop }
spec: { http: [{ route: [{ destination: { host: cart } }] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: parts, namespace: bank }
spec: { http: [{ route: [{ destination: { host: ledger } }] }] }
`;

const WAYPOINT = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: way, namespace: shop }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
`;

const HOSTS: readonly Place[] = [
  {
    at: 'a destination in the same namespace: short, hidden ones left out',
    text: routeFrom('shop', '{ host: $0 }'),
    offers: ['cart'],
    never: ['ledger', 'ledger.bank.svc.cluster.local', '*.partner.example', 'cart.shop.svc.cluster.local'],
    gives: '        - destination: { host: cart }',
  },
  {
    at: 'a full name that is begun',
    text: routeFrom('shop', '{ host: cart.sh$0 }'),
    offers: ['cart.shop.svc.cluster.local'],
    gives: '        - destination: { host: cart.shop.svc.cluster.local }',
  },
  {
    at: 'a destination in another namespace: in full',
    text: routeFrom('edge', '{ host: $0 }'),
    offers: ['cart.shop.svc.cluster.local'],
    never: ['cart', 'ledger.bank.svc.cluster.local'],
  },
  {
    at: 'a namespace that a Service is exported to by name',
    text: routeFrom('audit', '{ host: led$0 }'),
    offers: ['ledger.bank.svc.cluster.local'],
  },
  {
    at: 'a ServiceEntry of the same namespace only',
    text: routeFrom('shop', '{ host: va$0 }'),
    mesh: HIDDEN_ENTRY,
    offers: ['cart'],
    never: ['vault.example'],
  },
  {
    at: 'a DestinationRule, which takes wildcards',
    text: object('DestinationRule', 'shop', '  host: $0\n'),
    offers: ['cart', '*.partner.example'],
    gives: '  host: cart',
  },
  {
    at: 'a wildcard needs quotes',
    text: object('DestinationRule', 'shop', '  host: "*.par$0"\n'),
    offers: ['*.partner.example'],
    gives: '  host: "*.partner.example"',
  },
  {
    at: 'hosts of a VirtualService: what its gateways serve first',
    text: object('VirtualService', 'shop', '  gateways: [edge/front]\n  hosts:\n    - $0\n'),
    offers: ['shop.example', 'cart'],
    gives: '    - shop.example',
  },
  {
    at: 'egress of a Sidecar',
    text: object('Sidecar', 'shop', '  egress:\n    - hosts:\n        - $0\n'),
    offers: ['./*', './cart.shop.svc.cluster.local', '*/*', 'edge/*'],
    never: ['bank/ledger.bank.svc.cluster.local', 'shop/*'],
    gives: '        - "./*"',
  },
  {
    at: 'a backend of the same namespace',
    text: object('HTTPRoute', 'shop', '  rules:\n    - backendRefs:\n        - name: $0\n'),
    offers: ['cart'],
    never: ['ledger'],
  },
  {
    at: 'a backend of another namespace',
    text: object(
      'HTTPRoute',
      'shop',
      '  rules:\n    - backendRefs:\n        - namespace: bank\n          name: $0\n',
    ),
    offers: ['ledger'],
    never: ['cart'],
  },
  {
    at: 'a ServiceEntry as a target',
    text: object('AuthorizationPolicy', 'shop', '  targetRefs:\n    - kind: ServiceEntry\n      name: $0\n'),
    offers: ['partners', 'vms'],
    never: ['cart'],
  },
  {
    at: 'a Service behind an Ingress',
    text: object('Ingress', 'shop', '  defaultBackend:\n    service:\n      name: $0\n'),
    offers: ['cart'],
    never: ['ledger'],
  },
];

const PARTS: readonly Place[] = [
  {
    at: 'subsets in the same namespace',
    text: routeFrom('shop', '{ host: cart, subset: $0 }'),
    offers: ['v1', 'v2'],
    gives: '        - destination: { host: cart, subset: v1 }',
  },
  {
    at: 'subsets from another namespace',
    text: routeFrom('bank', '{ host: cart.shop.svc.cluster.local, subset: $0 }'),
    offers: ['v1', 'v2'],
  },
  {
    at: 'subsets of a host that does not resolve',
    text: routeFrom('bank', '{ host: cart, subset: $0 }'),
    offers: [],
    never: ['v1'],
  },
  {
    at: 'subsets that are not exported',
    text: routeFrom('bank', '{ host: vms.example, subset: $0 }'),
    mesh: HIDDEN_RULE,
    offers: [],
    never: ['old'],
  },
  {
    at: 'subsets that are not exported, at home',
    text: routeFrom('shop', '{ host: vms.example, subset: $0 }'),
    mesh: HIDDEN_RULE,
    offers: ['old'],
  },
  {
    at: 'subsets of a rule for a wildcard',
    text: routeFrom('bank', '{ host: ledger, subset: $0 }'),
    mesh: WILDCARD_RULE,
    offers: ['fast'],
  },
  {
    at: 'ports of the host beside',
    text: routeFrom('shop', '{ host: cart, port: { number: $0 } }'),
    offers: ['80', '9000'],
    gives: '        - destination: { host: cart, port: { number: 80 } }',
  },
  {
    at: 'ports from another namespace',
    text: routeFrom('audit', '{ host: ledger.bank.svc.cluster.local, port: { number: $0 } }'),
    offers: ['7000'],
  },
  {
    at: 'ports of a hidden service',
    text: routeFrom('shop', '{ host: ledger.bank.svc.cluster.local, port: { number: $0 } }'),
    offers: [],
    never: ['7000'],
  },
  {
    at: 'ports of a host that a wildcard covers',
    text: routeFrom('shop', '{ host: api.partner.example, port: { number: $0 } }'),
    offers: ['443'],
  },
  {
    at: 'ports of a DestinationRule',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    portLevelSettings:\n      - port: { number: $0 }\n',
    ),
    offers: ['80', '9000'],
  },
  {
    at: 'ports of a backend',
    text: object(
      'HTTPRoute',
      'shop',
      '  rules:\n    - backendRefs:\n        - name: cart\n          port: $0\n',
    ),
    offers: ['80', '9000'],
  },
  {
    at: 'names of ports of an Ingress',
    text: object(
      'Ingress',
      'shop',
      '  defaultBackend:\n    service:\n      name: cart\n      port:\n        name: $0\n',
    ),
    offers: ['http-web', 'admin'],
  },
  {
    at: 'ports of containers',
    text: object('Service', 'shop', '  selector: { app: cart }\n  ports:\n    - targetPort: $0\n'),
    offers: ['web'],
  },
];

const BOUND: readonly Place[] = [
  {
    at: 'gateways of the same namespace',
    text: object('VirtualService', 'edge', '  gateways:\n    - $0\n'),
    offers: ['front', 'mesh'],
    never: ['edge/front'],
    gives: '    - front',
  },
  {
    at: 'gateways of another namespace',
    text: object('VirtualService', 'shop', '  gateways:\n    - $0\n'),
    offers: ['mesh', 'edge/front'],
    never: ['front'],
  },
  {
    at: 'gateways that are listed already',
    text: object('VirtualService', 'shop', '  gateways: [edge/front, $0]\n'),
    offers: ['mesh'],
    never: ['edge/front'],
  },
  {
    at: 'exportTo',
    text: object('VirtualService', 'shop', '  exportTo:\n    - $0\n'),
    offers: ['.', '*', 'shop', 'bank', 'edge'],
  },
  {
    at: 'namespaces of a policy',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - from:\n        - source:\n            namespaces: [bank, $0]\n',
    ),
    offers: ['shop', 'edge'],
    never: ['bank', '.'],
  },
  {
    at: 'a delegate of the same namespace: those without hosts first',
    text: object(
      'VirtualService',
      'shop',
      '  hosts: [a.example]\n  http:\n    - delegate:\n        name: $0\n',
    ),
    mesh: DELEGATES,
    offers: ['pieces', 'cart'],
    never: ['parts', 'here'],
  },
  {
    at: 'a delegate of another namespace',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - delegate:\n        namespace: bank\n        name: $0\n',
    ),
    mesh: DELEGATES,
    offers: ['parts'],
    never: ['pieces'],
  },
  {
    at: 'credentials where the pods of the gateway run',
    text: object(
      'Gateway',
      'shop',
      '  selector: { app: front }\n  servers:\n    - tls:\n        credentialName: $0\n',
    ),
    offers: ['shop-cert'],
  },
  {
    at: 'credentials without pods: its own namespace',
    text: object(
      'Gateway',
      'shop',
      '  selector: { app: nobody }\n  servers:\n    - tls:\n        credentialName: $0\n',
    ),
    offers: [],
    never: ['shop-cert'],
  },
  {
    at: 'principals',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - from:\n        - source:\n            principals:\n              - $0\n',
    ),
    offers: ['cluster.local/ns/shop/sa/cart', 'cluster.local/ns/edge/sa/default'],
    gives: '              - cluster.local/ns/shop/sa/cart',
  },
  {
    at: 'service accounts of a policy, from another namespace',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - from:\n        - source:\n            serviceAccounts: [$0]\n',
    ),
    offers: ['shop/cart'],
    never: ['cart'],
  },
  {
    at: 'names in certificates',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    tls:\n      mode: MUTUAL\n      subjectAltNames:\n        - $0\n',
    ),
    offers: ['spiffe://cluster.local/ns/shop/sa/cart'],
  },
  {
    at: 'providers of external authorization',
    text: object('AuthorizationPolicy', 'shop', '  action: CUSTOM\n  provider:\n    name: $0\n'),
    offers: ['guard'],
  },
  {
    at: 'providers of traces are others',
    text: object('Telemetry', 'shop', '  tracing:\n    - providers:\n        - name: $0\n'),
    offers: [],
    never: ['guard'],
  },
  {
    at: 'issuers in front of subjects',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - from:\n        - source:\n            requestPrincipals:\n              - $0\n',
    ),
    offers: ['https://id.example/*'],
    gives: '              - "https://id.example/*"',
  },
  {
    at: 'parents of another namespace',
    text: object('HTTPRoute', 'shop', '  parentRefs:\n    - namespace: edge\n      name: $0\n'),
    offers: ['web'],
  },
  {
    at: 'parents of the same namespace',
    text: object('HTTPRoute', 'shop', '  parentRefs:\n    - name: $0\n'),
    offers: [],
    never: ['web'],
  },
  {
    at: 'listeners',
    text: object(
      'HTTPRoute',
      'shop',
      '  parentRefs:\n    - { namespace: edge, name: web, sectionName: $0 }\n',
    ),
    offers: ['http'],
  },
  {
    at: 'classes',
    text: 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: here, namespace: shop }\nspec:\n  gatewayClassName: $0\n',
    offers: ['istio', 'istio-waypoint'],
  },
  {
    at: 'waypoints as targets',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  targetRefs:\n    - group: gateway.networking.k8s.io\n      kind: Gateway\n      name: $0\n',
    ),
    mesh: WAYPOINT,
    offers: ['way'],
    never: ['web'],
  },
  {
    at: 'routes that a rollout changes',
    text: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: here, namespace: shop }
spec:
  strategy:
    canary:
      trafficRouting:
        istio:
          virtualService: { name: $0 }
`,
    offers: ['cart', 'cart-private'],
  },
];

describePlaces('hosts', HOSTS);
describePlaces('parts of services', PARTS);
describePlaces('bound things', BOUND);

describe('completion of names', () => {
  it('tells kind, namespace, ports, subsets and file', () => {
    const { items } = offered(routeFrom('bank', '{ host: $0 }'));
    const cart = items.find((item) => item.label === 'cart.shop.svc.cluster.local');
    assert.equal(cart?.detail, 'Service · shop · 80 http-web, 9000 admin');
    assert.equal(
      cart.documentation,
      `\`cart.shop.svc.cluster.local\`\n\nSubsets: \`v1\`, \`v2\`\n\nIn [\`mesh.yaml\`](${MESH_URI})`,
    );
  });

  it('shows the best of very many, and says that there are more', () => {
    const many = Array.from(
      { length: 300 },
      (_, at) =>
        `---\napiVersion: v1\nkind: Service\nmetadata: { name: svc-${at}, namespace: far }\nspec: { ports: [{ port: 80 }] }\n`,
    ).join('');
    const all = offered(routeFrom('shop', '{ host: $0 }'), many);
    assert.equal(all.isIncomplete, true);
    assert.equal(all.items.filter(({ kind }) => kind === 'reference').length, MAX_CHOICES);
    assert.equal(names(all.items)[0], 'cart');
    const few = offered(routeFrom('shop', '{ host: svc-299$0 }'), many);
    assert.deepEqual([names(few.items), few.isIncomplete], [['svc-299.far.svc.cluster.local'], false]);
  });

  it('offers nothing from an empty world but the words of Istio', () => {
    const { text, offset } = unmark(object('VirtualService', 'shop', '  gateways:\n    - $0\n'));
    const found = completion(meshSnapshot(new Map([[HERE_URI, text]])), HERE_URI, offset);
    assert.deepEqual(names(found.items), ['mesh']);
  });
});
