/** What grows in a mesh of somebody's: each shape makes files of `n` things that have to do with one another. */

export interface Growth {
  readonly name: string;
  /** Texts by path. */
  files(n: number): ReadonlyMap<string, string>;
  /** Fixes of all findings are built, too. */
  readonly hasFixes?: true;
  /** What happens to the settled mesh; from nothing to findings when absent. */
  readonly change?: 'delete all';
}

function object(apiVersion: string, kind: string, name: string, rest: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n${rest}\n`;
}

const istio = (kind: string, name: string, rest: string) =>
  object('networking.istio.io/v1', kind, name, rest);
const security = (kind: string, name: string, rest: string) =>
  object('security.istio.io/v1', kind, name, rest);

function range<T>(n: number, make: (at: number) => T): T[] {
  return Array.from({ length: n }, (_, at) => make(at));
}

/** One file for each text. */
function each(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.map((text, at) => [`${String(at).padStart(6, '0')}.yaml`, text]));
}

function one(text: string): ReadonlyMap<string, string> {
  return new Map([['one.yaml', text]]);
}

/** Of one length, whatever the number: what is longer costs more. */
const named = (letter: string, at: number) => `${letter}${String(at).padStart(5, '0')}`;

const service = (at: number) => {
  const name = named('s', at);
  return object('v1', 'Service', name, `spec: {selector: {app: ${name}}, ports: [{name: http, port: 80}]}`);
};
const deployment = (at: number, labels: string) =>
  object(
    'apps/v1',
    'Deployment',
    `d${at}`,
    `spec: {selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: a, image: a}]}}}`,
  );
const virtualService = (at: number, host: string, rest = '') =>
  istio(
    'VirtualService',
    `v${at}`,
    `spec: {hosts: ["${host}"]${rest}, http: [{route: [{destination: {host: ${host.replace('*.', '')}}}]}]}`,
  );
const gateway = (at: number, hosts: string) =>
  istio(
    'Gateway',
    `g${at}`,
    `spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [${hosts}]}]}`,
  );
const destinationRule = (at: number, host: string, subsets: readonly string[]) =>
  istio(
    'DestinationRule',
    `r${at}`,
    `spec: {host: ${host}, subsets: [${subsets.map((name) => `{name: ${name}, labels: {version: ${name}}}`).join(', ')}]}`,
  );

export const GROWTHS: readonly Growth[] = [
  { name: 'files and objects', files: (n) => each(range(n, service)) },
  { name: 'objects of one file', files: (n) => one(range(n, service).join('---\n')) },
  { name: 'definitions of one object', files: (n) => each(range(n, () => service(0))) },
  {
    name: 'findings of one object',
    files: (n) => one(istio('Sidecar', 'a', `spec:\n${range(n, (at) => `  unknown${at}: 1`).join('\n')}`)),
  },
  {
    name: 'routes of one VirtualService',
    files: (n) =>
      one(
        istio(
          'VirtualService',
          'a',
          `spec:\n  hosts: [a]\n  http:\n${range(n, (at) => `  - {match: [{uri: {prefix: /p${at}}}], route: [{destination: {host: a}}]}`).join('\n')}`,
        ),
      ),
  },
  {
    name: 'header matches of one route',
    files: (n) =>
      one(
        istio(
          'VirtualService',
          'a',
          `spec:\n  hosts: [a]\n  http:\n  - match:\n${range(n, (at) => `    - {headers: {x-${at}: {exact: a}}}`).join('\n')}\n    route: [{destination: {host: a}}]`,
        ),
      ),
  },
  {
    name: 'ignore comments',
    files: (n) =>
      one(
        istio(
          'Sidecar',
          'a',
          `spec:\n${range(n, (at) => `  # meshwright-ignore schema/unknown-field: x\n  unknown${at}: 1`).join('\n')}`,
        ),
      ),
  },
  {
    name: 'comment lines on top',
    files: (n) => one(`${'# a\n'.repeat(n)}# meshwright-ignore schema/unknown-field: x\n${service(0)}`),
  },
  {
    name: 'hosts of one VirtualService, all the same',
    files: (n) =>
      one(
        istio(
          'VirtualService',
          'a',
          `spec: {hosts: [${range(n, () => 'a').join(', ')}], http: [{route: [{destination: {host: a}}]}]}`,
        ),
      ),
  },
  {
    name: 'hosts of one VirtualService',
    files: (n) =>
      one(
        istio(
          'VirtualService',
          'a',
          `spec: {hosts: [${range(n, (at) => `h${at}.example.com`).join(', ')}], http: [{route: [{destination: {host: a}}]}]}`,
        ),
      ),
  },
  { name: 'VirtualServices of one host', files: (n) => each(range(n, (at) => virtualService(at, 'a'))) },
  {
    name: 'wildcard hosts of VirtualServices',
    files: (n) => each(range(n, (at) => virtualService(at, `*.h${at}.example.com`))),
  },
  {
    name: 'wildcard hosts of ServiceEntries',
    files: (n) =>
      each(
        range(n, (at) =>
          istio(
            'ServiceEntry',
            `e${at}`,
            `spec: {hosts: ["*.h${at}.example.com"], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}`,
          ),
        ),
      ),
  },
  {
    name: 'policies of one namespace',
    files: (n) =>
      each(range(n, (at) => security('AuthorizationPolicy', `p${at}`, 'spec: {action: DENY, rules: [{}]}'))),
  },
  {
    name: 'PeerAuthentications of one namespace',
    files: (n) =>
      each(range(n, (at) => security('PeerAuthentication', `p${at}`, 'spec: {mtls: {mode: STRICT}}'))),
  },
  {
    name: 'Sidecars with one selector × workloads',
    files: (n) =>
      each([
        ...range(n, (at) =>
          istio(
            'Sidecar',
            `c${at}`,
            'spec: {workloadSelector: {labels: {app: a}}, egress: [{hosts: ["./*"]}]}',
          ),
        ),
        ...range(n, (at) => deployment(at, 'app: a')),
      ]),
  },
  {
    name: 'Services on the same Deployments',
    files: (n) =>
      each([
        ...range(n, (at) =>
          object(
            'v1',
            'Service',
            `s${at}`,
            `spec: {selector: {app: a}, ports: [{name: a, port: 80, protocol: ${at % 2 === 0 ? 'TCP' : 'UDP'}}]}`,
          ),
        ),
        ...range(n, (at) => deployment(at, 'app: a, sidecar.istio.io/inject: "true"')),
      ]),
  },
  {
    name: 'subsets × destinations',
    files: (n) =>
      one(
        [
          service(0),
          destinationRule(
            0,
            named('s', 0),
            range(n, (at) => `v${at}`),
          ),
          istio(
            'VirtualService',
            'a',
            `spec: {hosts: [${named('s', 0)}], http: [${range(n, (at) => `{route: [{destination: {host: ${named('s', 0)}, subset: v${at}}}]}`).join(', ')}]}`,
          ),
        ].join('---\n'),
      ),
  },
  {
    name: 'subsets × destinations in files of their own',
    files: (n) =>
      each([
        service(0),
        ...range(n, (at) => destinationRule(at, named('s', 0), [`v${at}`])),
        ...range(n, (at) =>
          istio(
            'VirtualService',
            `v${at}`,
            `spec: {hosts: [${named('s', 0)}], http: [{route: [{destination: {host: ${named('s', 0)}, subset: v${at}}}]}]}`,
          ),
        ),
      ]),
  },
  {
    name: 'injectors for one label',
    files: (n) =>
      each(
        range(n, (at) =>
          object(
            'admissionregistration.k8s.io/v1',
            'MutatingWebhookConfiguration',
            named('w', at),
            `webhooks: [{name: rev${at}.sidecar-injector.istio.io, namespaceSelector: {matchLabels: {istio-injection: enabled, istio.io/rev: r${at}}}}, {name: all.sidecar-injector.istio.io, namespaceSelector: {matchLabels: {istio-injection: enabled}}}]`,
          ),
        ),
      ),
  },
  {
    name: 'VirtualServices that forget Gateways of their host',
    files: (n) =>
      each([
        ...range(n, (at) => gateway(at, 'a.example.com')),
        ...range(n, (at) => virtualService(at, 'a.example.com')),
      ]),
  },
  { name: 'Gateways with one host', files: (n) => each(range(n, (at) => gateway(at, 'a.example.com'))) },
  {
    name: 'Gateways × VirtualService hosts',
    files: (n) =>
      each([
        gateway(0, range(n, (at) => `h${at}.example.com`).join(', ')),
        ...range(n, (at) => virtualService(at, `h${at}.example.com`, ', gateways: [g0]')),
      ]),
  },
  {
    name: 'unknown hosts beside known ones',
    files: (n) => each([...range(n, service), ...range(n, (at) => virtualService(at + n, named('z', at)))]),
  },
  {
    name: 'unknown hosts with "did you mean"',
    hasFixes: true,
    files: (n) =>
      each([
        ...range(n, service),
        ...range(n, (at) => {
          const name = named('s', at);
          return virtualService(at, name).replaceAll(`host: ${name}`, `host: ${name}x`);
        }),
      ]),
  },
  {
    name: 'findings of one object, with fixes',
    hasFixes: true,
    files: (n) => one(istio('Sidecar', 'a', `spec:\n${range(n, (at) => `  unknown${at}: 1`).join('\n')}`)),
  },
  {
    name: 'TLS routes of one VirtualService',
    files: (n) =>
      one(
        istio(
          'VirtualService',
          'a',
          `spec:\n  hosts: ["*.example.com"]\n  gateways: [g]\n  tls:\n${range(n, (at) => `  - {match: [{port: 443, sniHosts: [h${at}.example.com]}], route: [{destination: {host: a}}]}`).join('\n')}`,
        ),
      ),
  },
  {
    name: 'labels of one object',
    files: (n) => one(deployment(0, range(n, (at) => `l${at}: a`).join(', '))),
  },
  { name: 'deletions of files', files: (n) => each(range(n, service)), change: 'delete all' },
];
