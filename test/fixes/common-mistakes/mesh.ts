/** A small mesh in which nothing is wrong, and what is written beside it. */

export interface CommonMistake {
  readonly mistake: string;
  /** What is written beside the mesh. */
  readonly text: string;
  readonly rule: string;
  /** Title of the way out. */
  readonly fix: string;
}

const NAMESPACES = ['shop', 'edge']
  .map(
    (name) => `apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { istio-injection: enabled } }
`,
  )
  .join('---\n');

export function workload(name: string, version: string, namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-${version}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name}, version: ${version} } }
  template:
    metadata: { labels: { app: ${name}, version: ${version} } }
    spec:
      serviceAccountName: ${name}
      containers: [{ name: ${name}, image: example/${name}, ports: [{ containerPort: 8080 }] }]
`;
}

function service(name: string, ports: string, namespace = 'shop'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { app: ${name} }
  ports: [${ports}]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${namespace} }
`;
}

const HTTP = '{ name: http, port: 80, targetPort: 8080 }';

const GATEWAY = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec:
  selector: { app: door }
  servers:
    - port: { number: 80, name: http, protocol: HTTP }
      hosts: [shop.example]
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: [shop.example]
      tls: { mode: SIMPLE, credentialName: shop-tls }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front, namespace: edge }
spec:
  gatewayClassName: istio
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
`;

const CERTIFICATES = ['shop', 'other']
  .map(
    (name) => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: ${name}, namespace: edge }
spec: { secretName: ${name}-tls, dnsNames: [${name}.example], issuerRef: { name: local } }
`,
  )
  .join('---\n');

const RULE = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec:
  host: reviews
  subsets:
    - { name: v1, labels: { version: v1 } }
    - { name: v2, labels: { version: v2 } }
`;

export const MESH = [
  NAMESPACES,
  service('reviews', HTTP),
  workload('reviews', 'v1'),
  workload('reviews', 'v2'),
  service('ratings', HTTP),
  workload('ratings', 'v1'),
  workload('ratings', 'canary'),
  service('stock', `${HTTP}, { name: grpc, port: 9000, targetPort: 8080 }`),
  workload('stock', 'v1'),
  service('door', `${HTTP}, { name: https, port: 443, targetPort: 8443 }`, 'edge'),
  workload('door', 'v1', 'edge'),
  GATEWAY,
  CERTIFICATES,
  RULE,
].join('---\n');

export function virtualService(name: string, spec: string, namespace = 'shop'): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec.replace(/^/gm, '  ')}
`;
}

export function toHost(destination: string, host = 'reviews'): string {
  return virtualService(
    host,
    `hosts: [${host}]
http:
  - route:
      - destination: ${destination}`,
  );
}

export function object(kind: string, name: string, spec: string, namespace = 'shop'): string {
  const group = GROUPS[kind] ?? 'networking.istio.io/v1';
  return `apiVersion: ${group}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec.replace(/^/gm, '  ')}
`;
}

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security.istio.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
  Telemetry: 'telemetry.istio.io/v1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};

/** The mesh configuration, as it stands in a cluster. */
export function configuration(mesh: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: istio-system }
data:
  mesh: |
${mesh.replace(/^/gm, '    ')}
`;
}
