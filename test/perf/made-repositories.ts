/** Generated repositories: the same texts each time, without mistakes of ours, so that findings are news. */

/** Of the monorepo, each with a base and an overlay for each environment. */
export const APPS = 120;
const CHARTS = 40;
const SERVICES = 66;
const ENVIRONMENTS = ['dev', 'stage', 'prod'] as const;
const CLUSTERS = ['east', 'west', 'north'] as const;

export function baseRoute(app: number): string {
  return `apps/app-${app}/base/route.yaml`;
}

/** About 2,000 files by path. */
export function makeMonorepo(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let app = 0; app < APPS; app++) addApp(files, app);
  for (let chart = 0; chart < CHARTS; chart++) addChart(files, chart);
  for (const cluster of CLUSTERS) {
    for (let at = 0; at < SERVICES; at++) {
      const name = `${cluster}-svc-${at}`;
      files.set(`clusters/${cluster}/${name}.yaml`, [service(name), workload(name)].join('---\n'));
      files.set(`clusters/${cluster}/${name}-route.yaml`, [route(name, 'v1'), rule(name)].join('---\n'));
    }
  }
  return files;
}

function addApp(files: Map<string, string>, app: number): void {
  const folder = `apps/app-${app}`;
  const name = `app-${app}`;
  files.set(`${folder}/base/kustomization.yaml`, 'resources: [app.yaml, route.yaml]\n');
  files.set(`${folder}/base/app.yaml`, [service(name), workload(name)].join('---\n'));
  files.set(baseRoute(app), [route(name, 'v1'), rule(name)].join('---\n'));
  for (const environment of ENVIRONMENTS) {
    const overlay = `${folder}/overlays/${environment}`;
    files.set(
      `${overlay}/kustomization.yaml`,
      `namespace: ${environment}-${app % 10}\nresources: [../../base]\npatches:\n  - path: patch.yaml\nimages:\n  - name: ${name}\n    newTag: "1.${app}"\n`,
    );
    files.set(
      `${overlay}/patch.yaml`,
      `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: ${name}}\nspec:\n  trafficPolicy:\n    connectionPool: {http: {maxRequestsPerConnection: ${app + 1}}}\n`,
    );
  }
}

function addChart(files: Map<string, string>, chart: number): void {
  const folder = `charts/chart-${chart}`;
  const name = `chart-${chart}`;
  files.set(`${folder}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  files.set(`${folder}/values.yaml`, 'replicas: 1\ncanary: false\ntag: "1.0"\n');
  files.set(`${folder}/values-prod.yaml`, 'replicas: 3\n');
  files.set(
    `${folder}/templates/_helpers.tpl`,
    `{{- define "${name}.labels" -}}\napp: ${name}\n{{- end }}\n`,
  );
  files.set(`${folder}/templates/service.yaml`, service(name));
  files.set(
    `${folder}/templates/workload.yaml`,
    workload(name).replace('spec:\n', 'spec:\n  replicas: {{ .Values.replicas }}\n'),
  );
  files.set(
    `${folder}/templates/route.yaml`,
    `{{- if .Values.canary }}\n${route(name, 'v2')}{{- else }}\n${route(name, 'v1')}{{- end }}\n`,
  );
  files.set(`${folder}/templates/rule.yaml`, rule(name));
}

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: {app: ${name}}\n  ports:\n    - {name: http, port: 80}\n`;
}

function workload(name: string): string {
  const pod = (version: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}-${version}\nspec:\n  selector: {matchLabels: {app: ${name}, version: ${version}}}\n  template:\n    metadata: {labels: {app: ${name}, version: ${version}}}\n    spec:\n      containers:\n        - {name: ${name}, image: ${name}}\n`;
  return ['v1', 'v2'].map(pod).join('---\n');
}

function route(name: string, subset: string): string {
  return `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: ${name}\nspec:\n  hosts: [${name}]\n  http:\n    - timeout: 5s\n      route:\n        - destination:\n            host: ${name}\n            subset: ${subset}\n`;
}

function rule(name: string): string {
  return `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: ${name}\nspec:\n  host: ${name}\n  subsets:\n    - {name: v1, labels: {version: v1}}\n    - {name: v2, labels: {version: v2}}\n`;
}

/** Definitions of other people's kinds, about 300 kB each, and one file of ours among them. */
export function* makeForeign(count: number): Iterable<readonly [string, string]> {
  const field = (at: number) =>
    `                    field${at}:\n                      description: |-\n                        What the owner of the workload wants of it, in words that a controller reads (part ${at}).\n                      type: string\n`;
  const fields = Array.from({ length: 1_600 }, (_, at) => field(at)).join('');
  for (let at = 0; at < count; at++) {
    yield [
      `config/crd/kind-${at}.yaml`,
      `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: kinds${at}.example.com\nspec:\n  group: example.com\n  names: {kind: Kind${at}, plural: kinds${at}}\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec:\n              type: object\n              properties:\n${fields}`,
    ];
  }
  yield [
    'istio/cart.yaml',
    [service('cart'), workload('cart'), route('cart', 'v1'), rule('cart')].join('---\n'),
  ];
}
