/** Synthetic meshes for measurements: the same options give the same text. Without mistakes, so findings are news. */
import { Random } from '../engine/random.ts';

const TEAMS = ['shop', 'billing', 'catalog', 'delivery', 'search', 'identity', 'media', 'support'] as const;

interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly versions: readonly string[];
}

/** Texts by relative path: one file per service, one for the policy of every third, one per namespace. */
export function makeMesh(services: number, seed = 1): ReadonlyMap<string, string> {
  const random = new Random(seed);
  const all = Array.from({ length: services }, (_, index) => service(index, services, random));
  const files = new Map<string, string>();
  for (const namespace of new Set(all.map((each) => each.namespace))) {
    files.set(`${namespace}/namespace.yaml`, join([namespaceText(namespace), peerAuthentication(namespace)]));
  }
  files.set('edge/gateway.yaml', join([namespaceText('edge'), gatewayWorkload(), gateway()]));
  all.forEach((each, index) => {
    files.set(`${each.namespace}/${each.name}.yaml`, serviceFile(each, index));
    if (index % 3 === 0) files.set(`${each.namespace}/${each.name}-access.yaml`, access(each, all, random));
  });
  return files;
}

/** One file of `count` documents of two kinds, complete in itself. */
export function makeHugeFile(count: number): string {
  const random = new Random(1);
  const all = Array.from({ length: Math.ceil(count / 2) }, (_, index) => service(index, count, random));
  return join(
    all.flatMap((each, index) => [destinationRule(each), virtualService(each, index)]).slice(0, count),
  );
}

function service(index: number, total: number, random: Random): Service {
  const team = TEAMS[index % TEAMS.length] ?? TEAMS[0];
  const shard = Math.floor(index / (TEAMS.length * 25));
  return {
    name: `${random.pick(['orders', 'stock', 'prices', 'users', 'events'])}-${String(index).padStart(String(total).length, '0')}`,
    namespace: shard === 0 ? team : `${team}-${shard}`,
    port: random.pick([80, 8080, 9080]),
    versions: random.chance(0.6) ? ['v1', 'v2'] : ['v1'],
  };
}

function serviceFile(each: Service, index: number): string {
  return join([
    head('v1', 'ServiceAccount', each.name, each.namespace),
    kubernetesService(each),
    ...each.versions.map((version) => deployment(each, version)),
    destinationRule(each),
    virtualService(each, index),
    ...(index % 10 === 0 ? [serviceEntry(each)] : []),
  ]);
}

function join(documents: readonly string[]): string {
  return documents.join('---\n');
}

function head(apiVersion: string, kind: string, name: string, namespace: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
}

function namespaceText(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    istio-injection: enabled\n`;
}

function peerAuthentication(namespace: string): string {
  return `${head('security.istio.io/v1', 'PeerAuthentication', 'default', namespace)}spec:\n  mtls:\n    mode: STRICT\n`;
}

function gatewayWorkload(): string {
  return `${head('apps/v1', 'Deployment', 'ingress', 'edge')}spec:
  selector:
    matchLabels:
      app: ingress
  template:
    metadata:
      labels:
        app: ingress
    spec:
      containers:
        - name: proxy
          image: auto
---
${head('v1', 'Service', 'ingress', 'edge')}spec:
  selector:
    app: ingress
  ports:
    - name: http
      port: 80
`;
}

function gateway(): string {
  return `${head('networking.istio.io/v1', 'Gateway', 'public', 'edge')}spec:
  selector:
    app: ingress
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts:
        - "*.example.com"
`;
}

function kubernetesService({ name, namespace, port }: Service): string {
  return `${head('v1', 'Service', name, namespace)}  labels:
    app: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: ${port}
      targetPort: 8080
`;
}

function deployment({ name, namespace }: Service, version: string): string {
  return `${head('apps/v1', 'Deployment', `${name}-${version}`, namespace)}spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
      version: ${version}
  template:
    metadata:
      labels:
        app: ${name}
        version: ${version}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: app
          image: registry.example.com/${name}:${version}
          ports:
            - containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
`;
}

function destinationRule({ name, namespace, versions }: Service): string {
  const subsets = versions
    .map((each) => `    - name: ${each}\n      labels:\n        version: ${each}\n`)
    .join('');
  return `${head('networking.istio.io/v1', 'DestinationRule', name, namespace)}spec:
  host: ${name}
  trafficPolicy:
    connectionPool:
      tcp:
        maxConnections: 100
    outlierDetection:
      consecutive5xxErrors: 5
      interval: 30s
  subsets:
${subsets}`;
}

function virtualService({ name, namespace, port, versions }: Service, index: number): string {
  const isPublic = index % 5 === 0;
  const destination = (subset: string) =>
    `        - destination:\n            host: ${name}\n            subset: ${subset}\n            port:\n              number: ${port}\n`;
  const split = versions
    .map((each) => `${destination(each)}          weight: ${100 / versions.length}\n`)
    .join('');
  const bound = isPublic ? `    - ${name}.example.com\n  gateways:\n    - mesh\n    - edge/public\n` : '';
  return `${head('networking.istio.io/v1', 'VirtualService', name, namespace)}spec:
  hosts:
    - ${name}
${bound}  http:
    - name: canary
      match:
        - headers:
            x-canary:
              exact: "true"
          uri:
            prefix: /api/${name}
      timeout: 5s
      retries:
        attempts: 3
        perTryTimeout: 2s
      route:
${destination(versions.at(-1) ?? 'v1')}    - name: default
      route:
${split}`;
}

function serviceEntry({ name, namespace }: Service): string {
  return `${head('networking.istio.io/v1', 'ServiceEntry', `${name}-partner`, namespace)}spec:
  hosts:
    - ${name}.partner.example.org
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 443
      name: tls
      protocol: TLS
`;
}

function access({ name, namespace }: Service, all: readonly Service[], random: Random): string {
  const caller = random.pick(all);
  return `${head('security.istio.io/v1', 'AuthorizationPolicy', name, namespace)}spec:
  selector:
    matchLabels:
      app: ${name}
  action: ALLOW
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/${caller.namespace}/sa/${caller.name}
      to:
        - operation:
            methods:
              - GET
              - POST
`;
}
