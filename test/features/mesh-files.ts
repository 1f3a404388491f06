/** A small mesh in several files for tests of features, and one more file with a `$0` cursor. */
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { meshSnapshot, unmark } from './marked-text.ts';

/** Services and workloads of two namespaces, a gateway, a rule, policies, and what they need. */
export const MESH = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec:
  selector: { app: cart }
  ports:
    - { name: http-web, port: 80, targetPort: web }
    - { name: admin, port: 9000 }
---
apiVersion: v1
kind: Service
metadata:
  name: ledger
  namespace: bank
  annotations: { networking.istio.io/exportTo: 'bank,audit' }
spec:
  selector: { app: ledger }
  ports: [{ name: grpc, port: 7000 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart-v1, namespace: shop }
spec:
  selector: { matchLabels: { app: cart, version: v1 } }
  template:
    metadata: { labels: { app: cart, version: v1 } }
    spec:
      serviceAccountName: cart
      containers: [{ name: app, image: shop/cart, ports: [{ name: web, containerPort: 8080 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart-v2, namespace: shop }
spec:
  selector: { matchLabels: { app: cart, version: v2 } }
  template:
    metadata: { labels: { app: cart, version: v2 } }
    spec:
      serviceAccountName: cart
      containers: [{ name: app, image: shop/cart }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: cart, namespace: shop }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec:
  host: cart
  subsets:
    - { name: v1, labels: { version: v1 } }
    - { name: v2, labels: { version: v2 } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart]
  http: [{ route: [{ destination: { host: cart } }] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart-private, namespace: shop }
spec:
  hosts: [cart.shop.svc.cluster.local]
  exportTo: ['.']
  http: [{ route: [{ destination: { host: cart } }] }]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: partners, namespace: shop }
spec:
  hosts: ['*.partner.example']
  ports: [{ number: 443, name: tls, protocol: TLS }]
  location: MESH_EXTERNAL
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: vms, namespace: shop }
spec:
  hosts: [vms.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints:
    - { address: 10.0.0.1, labels: { tier: old } }
    - { address: 10.0.0.2, labels: { tier: new } }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: front, namespace: edge }
spec:
  selector: { app: front }
  servers:
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [shop.example]
      tls: { mode: SIMPLE, credentialName: shop-cert }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: front, namespace: edge }
spec:
  selector: { matchLabels: { app: front } }
  template:
    metadata: { labels: { app: front } }
    spec: { containers: [{ name: istio-proxy, image: auto }] }
---
apiVersion: v1
kind: Secret
metadata: { name: shop-cert, namespace: edge }
type: kubernetes.io/tls
stringData: { tls.crt: open-sesame, tls.key: do-not-show }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: cart-access, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  action: DENY
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: default, namespace: istio-system }
spec: { mtls: { mode: STRICT } }
---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: people, namespace: bank }
spec:
  jwtRules:
    - { issuer: 'https://id.example', jwksUri: 'https://id.example/keys', audiences: [shop] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: web, namespace: edge }
spec:
  gatewayClassName: istio
  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: '*.shop.example' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data:
  mesh: |
    extensionProviders:
      - name: guard
        envoyExtAuthzGrpc: { service: guard.bank.svc.cluster.local, port: 9000 }
`;

export const MESH_URI = 'file:///mesh.yaml';
export const HERE_URI = 'file:///here.yaml';

export interface Here {
  readonly snapshot: Snapshot;
  readonly text: string;
  readonly offset: number;
}

/** `$0` in a text of one's own. */
export function inMesh(marked: string, config: Partial<WorldConfig> = {}): Here {
  const { text, offset } = unmark(marked);
  const snapshot = meshSnapshot(
    new Map([
      [MESH_URI, MESH],
      [HERE_URI, text],
    ]),
    config,
  );
  return { snapshot, text, offset };
}

/** A VirtualService with a cursor in its only destination, written in a namespace. */
export function routeFrom(namespace: string, destination: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: here, namespace: ${namespace} }
spec:
  hosts: [here.example]
  gateways: [edge/front]
  http:
    - route:
        - destination: ${destination}
`;
}
