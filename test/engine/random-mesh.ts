/** Random documents over small pools of names, so that references meet, miss, shadow and conflict all the time. */
import type { Random } from './random.ts';

const NAMESPACES = ['shop', 'web', 'istio-system'] as const;
const NAMES = ['reviews', 'ratings', 'cart', 'checkout'] as const;
const VERSIONS = ['v1', 'v2', 'v3'] as const;
const PORTS = [80, 8080, 9090] as const;

/** One document of a random kind. */
export function randomDocument(random: Random): string {
  return random.pick(MAKERS)(random);
}

const MAKERS: readonly ((random: Random) => string)[] = [
  namespace,
  service,
  service,
  deployment,
  deployment,
  virtualService,
  virtualService,
  virtualService,
  destinationRule,
  destinationRule,
  gateway,
  serviceEntry,
  authorizationPolicy,
  sidecar,
  telemetry,
  meshConfig,
  secret,
  foreign,
];

function head(apiVersion: string, kind: string, name: string, random: Random): string {
  const namespaceLine = random.chance(0.8) ? `\n  namespace: ${random.pick(NAMESPACES)}` : '';
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}${namespaceLine}\n`;
}

function host(random: Random): string {
  const name = random.pick(NAMES);
  const form = random.below(6);
  if (form < 3) return name;
  if (form === 3) return `${name}.${random.pick(NAMESPACES)}.svc.cluster.local`;
  return form === 4 ? 'api.example.com' : '"*.example.com"';
}

function exportTo(random: Random): string {
  return random.chance(0.3) ? `  exportTo: [${random.pick(['"."', '"*"', ...NAMESPACES])}]\n` : '';
}

function namespace(random: Random): string {
  const labels = random.chance(0.5) ? '\n  labels: {istio-injection: enabled}' : '';
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${random.pick(NAMESPACES)}${labels}\n`;
}

function service(random: Random): string {
  const name = random.pick(NAMES);
  const ports = random.chance(0.3) ? [80, 9090] : [random.pick(PORTS)];
  const portName = random.pick(['http', 'tcp', 'web']);
  return `${head('v1', 'Service', name, random)}spec:\n  selector: {app: ${name}}\n  ports:\n${ports
    .map((port) => `  - {name: ${portName}-${port}, port: ${port}}\n`)
    .join('')}`;
}

function deployment(random: Random): string {
  const app = random.pick(NAMES);
  const version = random.pick(VERSIONS);
  return `${head('apps/v1', 'Deployment', `${app}-${version}`, random)}spec:\n  template:\n    metadata:\n      labels: {app: ${app}, version: ${version}}\n    spec:\n      containers: [{name: app, image: app}]\n`;
}

function virtualService(random: Random): string {
  const routes = Array.from({ length: 1 + random.below(3) }, () => {
    const match = random.chance(0.5) ? `    match: [{uri: {prefix: /${random.pick(NAMES)}}}]\n` : '';
    const subset = random.chance(0.5) ? `, subset: ${random.pick(VERSIONS)}` : '';
    const port = random.chance(0.4) ? `, port: {number: ${random.pick(PORTS)}}` : '';
    return `  - name: r${random.below(9)}\n${match}    route: [{destination: {host: ${host(random)}${subset}${port}}}]\n`;
  }).join('');
  const gateways = random.chance(0.4)
    ? `  gateways: [${random.pick(['mesh', 'edge', 'shop/edge', 'web/edge'])}]\n`
    : '';
  return `${head('networking.istio.io/v1', 'VirtualService', random.pick(NAMES), random)}spec:\n  hosts: [${host(random)}]\n${exportTo(random)}${gateways}  http:\n${routes}`;
}

function destinationRule(random: Random): string {
  const subsets = VERSIONS.filter(() => random.chance(0.6));
  const list = subsets.map((name) => `  - {name: ${name}, labels: {version: ${name}}}\n`).join('');
  return `${head('networking.istio.io/v1', 'DestinationRule', random.pick(NAMES), random)}spec:\n  host: ${host(random)}\n${exportTo(random)}${list === '' ? '' : `  subsets:\n${list}`}`;
}

function gateway(random: Random): string {
  const selector = random.pick(['istio: ingressgateway', 'app: cart']);
  return `${head('networking.istio.io/v1', 'Gateway', 'edge', random)}spec:\n  selector: {${selector}}\n  servers:\n  - port: {number: ${random.pick(PORTS)}, name: http, protocol: HTTP}\n    hosts: [${host(random)}]\n`;
}

function serviceEntry(random: Random): string {
  const protocol = random.pick(['HTTP', 'HTTPS', 'TCP']);
  return `${head('networking.istio.io/v1', 'ServiceEntry', random.pick(['api', 'mail']), random)}spec:\n  hosts: [${random.pick(['api.example.com', '"*.example.com"', 'mail.example.org'])}]\n${exportTo(random)}  resolution: DNS\n  ports: [{number: 443, name: p, protocol: ${protocol}}]\n`;
}

function authorizationPolicy(random: Random): string {
  return `${head('security.istio.io/v1', 'AuthorizationPolicy', random.pick(NAMES), random)}spec:\n  selector: {matchLabels: {app: ${random.pick(NAMES)}}}\n  rules: [{from: [{source: {namespaces: [${random.pick(NAMESPACES)}]}}]}]\n`;
}

function sidecar(random: Random): string {
  const selector = random.chance(0.5) ? `  workloadSelector: {labels: {app: ${random.pick(NAMES)}}}\n` : '';
  return `${head('networking.istio.io/v1', 'Sidecar', random.pick(NAMES), random)}spec:\n${selector}  egress: [{hosts: ["./*", "istio-system/*"]}]\n`;
}

function telemetry(random: Random): string {
  return `${head('telemetry.istio.io/v1', 'Telemetry', random.pick(NAMES), random)}spec:\n  accessLogging: [{disabled: ${random.chance(0.5)}}]\n`;
}

function secret(random: Random): string {
  return `${head('v1', 'Secret', `${random.pick(NAMES)}-tls`, random)}type: kubernetes.io/tls\ndata: {tls.crt: YQ==, tls.key: YQ==}\n`;
}

function meshConfig(random: Random): string {
  const mode = random.pick(['ALLOW_ANY', 'REGISTRY_ONLY']);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\n  namespace: istio-system\ndata:\n  mesh: |-\n    outboundTrafficPolicy:\n      mode: ${mode}\n    rootNamespace: ${random.pick(['istio-system', 'shop'])}\n`;
}

function foreign(): string {
  return 'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: other\n';
}

/** One random change of a file's text: content, order, comments, blank lines, or plain damage. */
export function randomEdit(text: string, random: Random): string {
  const documents = text.split(/^---\n/m);
  const at = random.below(documents.length);
  const document = documents[at] ?? '';
  const edits: readonly (() => void)[] = [
    () => documents.splice(at, 1, randomDocument(random)),
    () => documents.splice(at, 1),
    () => documents.splice(at, 0, randomDocument(random)),
    () => documents.splice(at, 1, `# a comment\n\n${document}`),
    () => documents.splice(0, documents.length, ...documents.toReversed()),
    () => documents.splice(at, 1, document.slice(0, random.below(document.length + 1))),
    () => documents.splice(at, 1, document.replace(/v[123]/, random.pick(VERSIONS))),
    () => documents.splice(at, 1, document.replace(/reviews|ratings|cart/, random.pick(NAMES))),
    () =>
      documents.splice(at, 1, document.replace(/namespace: [\w-]+/, `namespace: ${random.pick(NAMESPACES)}`)),
    () => documents.splice(at, 1, document.replace(/\{/, '{ ')),
    () => documents.splice(at, 1, document.replace(/port: \d+/, `port: ${random.pick(PORTS)}`)),
    () => documents.push(document),
    () => documents.splice(at, 1, document.replace('hosts: [', 'hosts: [oops')),
  ];
  random.pick(edits)();
  return documents.join('---\n');
}
