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
  gateway,
  gatewayDeployment,
  gatewayApiGateway,
  gatewayClass,
  requestAuthentication,
  claimsRoute,
  serviceEntry,
  authorizationPolicy,
  sidecar,
  telemetry,
  meshConfig,
  secret,
  pod,
  proxyConfig,
  envoyFilter,
  injectorConfig,
  injectionWebhook,
  remoteSecret,
  meshNetworks,
  canary,
  rollout,
  knativeService,
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
  const labels = random.chance(0.5)
    ? '\n  labels: {' +
      random.pick([
        'istio-injection: enabled',
        'istio-injection: disabled',
        'istio.io/dataplane-mode: ambient',
        'istio-injection: enabled, istio.io/rev: canary',
      ]) +
      '}'
    : '';
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
    ? `  gateways: [${random.pick(['mesh', 'edge', 'shop/edge', 'web/edge', 'edge.shop.svc'])}]\n`
    : '';
  return `${head('networking.istio.io/v1', 'VirtualService', random.pick(NAMES), random)}spec:\n  hosts: [${host(random)}]\n${exportTo(random)}${gateways}  http:\n${routes}`;
}

function destinationRule(random: Random): string {
  const subsets = VERSIONS.filter(() => random.chance(0.6));
  const list = subsets.map((name) => `  - {name: ${name}, labels: {version: ${name}}}\n`).join('');
  const selector = random.chance(0.2)
    ? `  workloadSelector: {matchLabels: {app: ${random.pick(NAMES)}}}\n`
    : '';
  const wildcard = random.chance(0.15) ? '"*.local"' : host(random);
  return `${head('networking.istio.io/v1', 'DestinationRule', random.pick(NAMES), random)}spec:\n  host: ${wildcard}\n${selector}${exportTo(random)}${list === '' ? '' : `  subsets:\n${list}`}`;
}

function gateway(random: Random): string {
  const selector = random.pick([
    'istio: ingressgateway',
    'app: cart',
    'app: cart, version: v1',
    'gateway.networking.k8s.io/gateway-name: public',
  ]);
  const tls = random.chance(0.4)
    ? `    tls: {mode: SIMPLE, credentialName: ${random.pick(NAMES)}-tls}\n`
    : '';
  const name = random.pick(['edge', 'inner']);
  return `${head('networking.istio.io/v1', 'Gateway', name, random)}spec:\n  selector: {${selector}}\n  servers:\n  - port: {number: ${random.pick(PORTS)}, name: http, protocol: HTTP}\n    hosts: [${host(random)}]\n${tls}`;
}

function gatewayDeployment(random: Random): string {
  const label = random.pick(['istio: ingressgateway', 'app: cart']);
  return `${head('apps/v1', 'Deployment', 'gateway', random)}spec:\n  template:\n    metadata:\n      labels: {${label}}\n    spec:\n      containers: [{name: istio-proxy, image: auto, ports: [{name: http-80, containerPort: 8080}]}]\n`;
}

function gatewayApiGateway(random: Random): string {
  const className = random.pick(['istio', 'istio-waypoint', 'other']);
  const labels = random.chance(0.3) ? `  infrastructure: {labels: {app: ${random.pick(NAMES)}}}\n` : '';
  return `${head('gateway.networking.k8s.io/v1', 'Gateway', 'public', random)}spec:\n  gatewayClassName: ${className}\n${labels}  listeners: [{name: http, port: 80, protocol: HTTP}]\n`;
}

function gatewayClass(random: Random): string {
  const controller = random.pick([
    'istio.io/gateway-controller',
    'istio.io/mesh-controller',
    'example.com/x',
  ]);
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: ${random.pick(['istio', 'other'])}}\nspec: {controllerName: ${controller}}\n`;
}

function requestAuthentication(random: Random): string {
  const selector = random.chance(0.6)
    ? `  selector: {matchLabels: {${random.pick(['istio: ingressgateway', 'app: cart'])}}}\n`
    : '';
  return `${head('security.istio.io/v1', 'RequestAuthentication', random.pick(NAMES), random)}spec:\n${selector}  jwtRules: [{issuer: a, jwksUri: "https://a.example.com"}]\n`;
}

function claimsRoute(random: Random): string {
  return `${head('networking.istio.io/v1', 'VirtualService', random.pick(NAMES), random)}spec:\n  hosts: [${host(random)}]\n  gateways: [${random.pick(['edge', 'shop/inner'])}]\n  http:\n  - match: [{headers: {"@request.auth.claims.group": {exact: a}}}]\n    route: [{destination: {host: ${host(random)}}}]\n`;
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
  const selector = random.chance(0.6)
    ? `  selector: {matchLabels: {${random.pick(['app: cart', 'version: v1', 'app: reviews'])}}}\n`
    : '';
  return `${head('telemetry.istio.io/v1', 'Telemetry', random.pick(NAMES), random)}spec:\n${selector}  accessLogging: [{disabled: ${random.chance(0.5)}}]\n`;
}

function secret(random: Random): string {
  return `${head('v1', 'Secret', `${random.pick(NAMES)}-tls`, random)}type: kubernetes.io/tls\ndata: {tls.crt: YQ==, tls.key: YQ==}\n`;
}

/** Known, misspelt, unreadable, a provider that others name, and text that is no YAML. */
const MESH_LINES = [
  'connectTimeout: 5s',
  'accesLogFile: /dev/stdout',
  'enableTracing: "true"',
  'extensionProviders: [{name: zipkin, zipkin: {service: zipkin, port: 9411}}]',
  'defaultConfig: {drainDuration: 30}',
  'trustDomain: [',
] as const;
/** Of a proxy, in the ways in which annotations are written. */
const PROXY_TEXTS = [
  '\'{ "concurrency": 2 }\'',
  '"concurency: 2\\nimage: { imageType: debug }"',
  "'a: ['",
] as const;

function meshConfig(random: Random): string {
  const mode = random.pick(['ALLOW_ANY', 'REGISTRY_ONLY']);
  const ingress = random.pick(['OFF', 'STRICT']);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: istio\n  namespace: istio-system\ndata:\n  mesh: |-\n    ingressControllerMode: "${ingress}"\n    outboundTrafficPolicy:\n      mode: ${mode}\n    rootNamespace: ${random.pick(['istio-system', 'shop'])}\n    ${random.pick(MESH_LINES)}\n`;
}

function pod(random: Random): string {
  const image = random.pick(['auto', 'hub/proxyv2:1.31.1', 'hub/proxyv2:1.30.0-debug']);
  const proxy = random.chance(0.6) ? `, {name: istio-proxy, image: "${image}"}` : '';
  const label = random.pick(['app: cart', 'sidecar.istio.io/inject: "true"', 'istio.io/rev: canary']);
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${random.pick(NAMES)}, namespace: ${random.pick(NAMESPACES)}, labels: {${label}}, annotations: {sidecar.istio.io/interceptionMode: ${random.pick(['NONE', 'none'])}, proxy.istio.io/config: ${random.pick(PROXY_TEXTS)}}}\nspec:\n  containers: [{name: app, image: app}${proxy}]\n`;
}

function proxyConfig(random: Random): string {
  const selector = random.chance(0.5) ? '  selector: {matchLabels: {app: cart}}\n' : '';
  return `${head('networking.istio.io/v1beta1', 'ProxyConfig', random.pick(NAMES), random)}spec:\n${selector}  image: {imageType: ${random.pick(['debug', 'distroless'])}}\n`;
}

function envoyFilter(random: Random): string {
  const operation = random.pick(['INSERT_BEFORE', 'REPLACE', 'MERGE', 'ADD']);
  return `${head('networking.istio.io/v1alpha3', 'EnvoyFilter', random.pick(NAMES), random)}spec:\n  configPatches: [{applyTo: ${random.pick(['HTTP_FILTER', 'CLUSTER', 'HTTP_ROUTE'])}, patch: {operation: ${operation}, value: {name: a}}}]\n`;
}

function injectorConfig(random: Random): string {
  const name = random.pick(['istio-sidecar-injector', 'istio-sidecar-injector-canary']);
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: istio-system}\ndata:\n  values: '{"global": {"hub": "hub", "tag": "1.${random.pick(['30.0', '31.1'])}", "proxy": {"image": "proxyv2"}}, "sidecarInjectorWebhook": {"enableNamespacesByDefault": ${random.chance(0.5)}}}'\n`;
}

function injectionWebhook(random: Random): string {
  const label = random.pick(['istio-injection: enabled', 'istio.io/rev: canary']);
  return `apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {name: istio-sidecar-injector-${random.pick(VERSIONS)}}\nwebhooks: [{name: a.istio.io, clientConfig: {service: {name: ${random.pick(NAMES)}, namespace: ${random.pick(NAMESPACES)}}}, namespaceSelector: {matchLabels: {${label}}}}]\n`;
}

function remoteSecret(random: Random): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: {name: remote, namespace: istio-system, labels: {istio/multiCluster: "true"}}\nstringData: {${random.pick(VERSIONS)}: a}\n`;
}

function meshNetworks(random: Random): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\ndata:\n  meshNetworks: "networks: {east: {endpoints: [{fromRegistry: ${random.pick([...VERSIONS, 'kubernetes'])}}]}}"\n`;
}

function canary(random: Random): string {
  const app = random.pick(NAMES);
  const target = random.pick([app, `${app}-v1`]);
  return `${head('flagger.app/v1beta1', 'Canary', app, random)}spec:\n  targetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}\n  service: {port: ${random.pick(PORTS)}, portDiscovery: ${random.chance(0.5)}}\n`;
}

function rollout(random: Random): string {
  const app = random.pick(NAMES);
  const subsets = `stableSubsetName: ${random.pick(VERSIONS)}, canarySubsetName: ${random.pick(VERSIONS)}`;
  return `${head('argoproj.io/v1alpha1', 'Rollout', app, random)}spec:\n  strategy: {canary: {trafficRouting: {istio: {virtualService: {name: ${app}}, destinationRule: {name: ${app}, ${subsets}}}}}}\n  template: {metadata: {labels: {app: ${app}, version: ${random.pick(VERSIONS)}}}}\n`;
}

function knativeService(random: Random): string {
  const app = random.pick(NAMES);
  return `${head('serving.knative.dev/v1', 'Service', app, random)}spec:\n  template: {metadata: {labels: {app: ${app}}}}\n`;
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
    // Inside of embedded text: deeper, another line, another value.
    () => documents.splice(at, 1, document.replace(/(mesh: \|-\n)((?: {4}.*\n)+)/, deeper)),
    () => documents.splice(at, 1, document.replace(/(mesh: \|-\n)/, `$1    ${random.pick(MESH_LINES)}\n`)),
    () =>
      documents.splice(at, 1, document.replace(/mode: \w+/, `mode: ${random.pick(['ALLOW_ANY', 'ALLOW'])}`)),
    () => documents.splice(at, 1, document.replace('hosts: [', 'hosts: [oops')),
    () => documents.splice(at, 1, templated(document, random)),
    () => documents.splice(at, 1, document.replace(/^.*\{\{.*\n/m, '')),
    () => documents.splice(at, 1, document.replace(/(?:app|version): /, `${random.pick(PROTOTYPE_NAMES)}: `)),
    () =>
      documents.splice(
        at,
        1,
        document.replace(/(?<=: )(?:cart|v[123]|reviews)/, random.pick(PROTOTYPE_NAMES)),
      ),
    () => documents.splice(at, 1, ignoring(document, random)),
  ];
  random.pick(edits)();
  return documents.join('---\n');
}

function deeper(_: string, key: string, lines: string): string {
  return key + lines.replace(/^/gm, '  ').replace(/ +$/, '');
}

/** What every object of JavaScript has, and no object of a mesh. */
const PROTOTYPE_NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty'] as const;

/** A line of a template somewhere, or an action in place of a value. */
function templated(document: string, random: Random): string {
  const lines = document.split('\n');
  const at = random.below(lines.length);
  const line = random.pick(['{{- if .Values.a }}', '{{ end }}', '# {{ no action }}']);
  if (random.chance(0.5)) lines.splice(at, 0, line);
  else lines[at] = (lines[at] ?? '').replace(/: [\w-]+$/, ': {{ .Values.b }}');
  return lines.join('\n');
}

function ignoring(document: string, random: Random): string {
  const rule = random.pick(['virtual-service/host-not-found', 'schema/unknown-field', 'nothing/at-all']);
  const lines = document.split('\n');
  lines.splice(random.below(lines.length), 0, `# meshwright-ignore ${rule}: a reason`);
  return lines.join('\n');
}
