import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { describeUnits } from './describe-units.ts';
import { areEnvironments, areVariants } from './folder-names.ts';

interface Named {
  readonly namespace?: string;
  readonly port?: number;
}

function service(name: string, { namespace, port = 80 }: Named = {}): string {
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${place} }\nspec: { ports: [{ port: ${port}, name: http }] }\n`;
}

/** A route to version `subset` of `host`. */
function route(host: string, subset: string): string {
  return `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${host}, namespace: shop }
spec: { hosts: [${host}], http: [{ route: [{ destination: { host: ${host}, subset: ${subset} } }] }] }
`;
}

function rule(host: string, ...subsets: readonly string[]): string {
  const list = subsets.map((name) => `{ name: ${name}, labels: { version: ${name} } }`).join(', ');
  return `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${host}, namespace: shop }
spec: { host: ${host}, subsets: [${list}] }
`;
}

async function unitsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await new MemoryProject(files).read()).units();
}

describe('small folders', () => {
  it('are one world, however their folders are called', async () => {
    assert.deepEqual(
      await unitsOf({
        'a.yaml': service('a'),
        'demo/traffic/b.yaml': service('b'),
        'demo/resilience/c.yaml': service('c'),
        'prod/d.yaml': service('d'),
        'discovery/e.yaml': service('e', { namespace: 'one' }),
        'discovery-2/e.yaml': service('e', { namespace: 'two' }),
      }),
      [
        'default plain: a.yaml demo/resilience/c.yaml demo/traffic/b.yaml discovery-2/e.yaml discovery/e.yaml prod/d.yaml',
      ],
    );
  });

  it('hold no unit without an object', async () => {
    assert.deepEqual(await unitsOf({ 'a.yaml': 'name: ci\n', 'envs/x/b.yaml': 'on: push\n' }), []);
  });
});

describe('folders of plain manifests', () => {
  it('of clusters and environments are never applied together', async () => {
    assert.deepEqual(
      await unitsOf({
        'envs/blue/a.yaml': service('a'),
        'envs/green/deep/a.yaml': service('b'),
        'mesh/east/a.yaml': service('c'),
        'mesh/west/a.yaml': service('d'),
        'z.yaml': service('z'),
      }),
      [
        'default plain: z.yaml',
        'envs/blue environment: envs/blue/a.yaml',
        'envs/green environment: envs/green/deep/a.yaml',
        'mesh/east environment: mesh/east/a.yaml',
        'mesh/west environment: mesh/west/a.yaml',
      ],
    );
  });

  it('of examples stand for themselves, and so does each fixture', async () => {
    assert.deepEqual(
      await unitsOf({
        'examples/one/a.yaml': service('a'),
        'examples/two/a.yaml': service('b'),
        'pkg/testdata/x.yaml': service('x'),
        'pkg/testdata/y.yaml': service('y'),
      }),
      [
        'examples/one example: examples/one/a.yaml',
        'examples/two example: examples/two/a.yaml',
        'pkg/testdata/x.yaml example: pkg/testdata/x.yaml',
        'pkg/testdata/y.yaml example: pkg/testdata/y.yaml',
      ],
    );
  });

  it('are told apart when they define one object with other content, whatever they are called', async () => {
    assert.deepEqual(
      await unitsOf({
        'apple/a.yaml': service('web', { namespace: 'shop' }),
        'pear/a.yaml': service('web', { port: 81 }),
        'plum/a.yaml': service('db', { namespace: 'shop' }),
        'fig/a.yaml': service('web', { namespace: 'other', port: 99 }),
      }),
      [
        'default plain: plum/a.yaml',
        'apple example: apple/a.yaml',
        'fig example: fig/a.yaml',
        'pear example: pear/a.yaml',
      ].sort((a, b) => Number(b.startsWith('default')) - Number(a.startsWith('default'))),
    );
  });

  it('of others are evidence', async () => {
    const mesh = await new MemoryProject({
      'a.yaml': route('cart', 'v1'),
      'third_party/cart/b.yaml': `${service('cart', { namespace: 'shop' })}---\n${rule('cart', 'v9')}`,
    }).read();
    assert.deepEqual(mesh.units(), [
      'default plain: a.yaml',
      'third_party plain third-party: third_party/cart/b.yaml',
    ]);
    assert.ok(mesh.project.isEvidence('file:///mesh/third_party/cart/b.yaml'));
    assert.ok(!mesh.findings().some((finding) => finding.includes('host-not-found')));
  });

  it('that programs test with are examples, file by file', async () => {
    assert.deepEqual(
      await unitsOf({
        'a.yaml': service('a'),
        'pkg/testdata/deep/b.yaml': service('b'),
        'pkg/testdata/deep/c.yaml': service('c'),
        'tests/data/routes/d.yaml': service('d'),
        'tests/data/routes/e.yaml': service('e'),
        'data/f.yaml': service('f'),
      }),
      [
        'default plain: a.yaml data/f.yaml',
        'pkg/testdata/deep/b.yaml example: pkg/testdata/deep/b.yaml',
        'pkg/testdata/deep/c.yaml example: pkg/testdata/deep/c.yaml',
        'tests/data/routes/d.yaml example: tests/data/routes/d.yaml',
        'tests/data/routes/e.yaml example: tests/data/routes/e.yaml',
      ],
    );
  });

  it('are no mistakes of whoever keeps a chart of Istio itself', async () => {
    const mesh = await new MemoryProject({
      'mesh/Chart.yaml': 'name: gateways\nversion: 1.2.0\nsources: [https://github.com/istio/istio]\n',
      'mesh/templates/a.yaml': rule('cart', 'v9'),
      'own/Chart.yaml': 'name: own\nversion: 1.2.0\nsources: [https://github.com/shop/istio]\n',
      'own/templates/a.yaml': rule('cart', 'v9'),
    }).read();
    assert.deepEqual(
      mesh.units().filter((unit) => unit.includes('Chart') || unit.includes('templates')),
      [
        'mesh helm installation: mesh/Chart.yaml mesh/templates/a.yaml',
        'own helm: own/Chart.yaml own/templates/a.yaml',
      ],
    );
    assert.ok(!mesh.project.mayTell('schema/unknown-field', 'file:///mesh/mesh/templates/a.yaml'));
    assert.ok(mesh.project.mayTell('schema/unknown-field', 'file:///mesh/own/templates/a.yaml'));
  });

  it('that other files are rendered to are copies', async () => {
    assert.deepEqual(
      await unitsOf({
        'overlays/prod/kustomization.yaml': 'resources: [a.yaml]\n',
        'overlays/prod/a.yaml': service('a'),
        'rendered/all.yaml': service('a', { namespace: 'prod' }),
        'manifests/own.yaml': service('own'),
      }),
      [
        'overlays/prod kustomize: overlays/prod/a.yaml',
        'default plain: manifests/own.yaml',
        'rendered plain copy: rendered/all.yaml',
      ],
    );
  });
});

describe('kustomizations', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': service('a'),
    'overlays/dev/kustomization.yaml':
      'namespace: dev\nresources: [../../base]\npatches: [{ path: fix.yaml }]\ncomponents: [../../parts/log]\n',
    'overlays/dev/fix.yaml': service('a', { port: 81 }),
    'overlays/prod/kustomization.yaml': 'resources: [../../base, https://example.com/x]\n',
    'parts/log/kustomization.yaml': 'kind: Component\nresources: [log.yaml]\n',
    'parts/log/log.yaml': service('log'),
    'overlays/dev/beside.yaml': service('beside'),
  };

  it('that nobody uses are worlds with all they are built from; patches are no objects', async () => {
    const mesh = await new MemoryProject(files).read();
    assert.deepEqual(mesh.units(), [
      'overlays/dev kustomize: base/a.yaml parts/log/log.yaml',
      'overlays/prod kustomize: base/a.yaml',
      'overlays/dev (environment) environment: overlays/dev/beside.yaml',
    ]);
    assert.deepEqual(mesh.shown('base/a.yaml'), ['overlays/dev dev auto', 'overlays/prod default auto']);
    assert.deepEqual(mesh.shown('overlays/dev/fix.yaml'), ['overlays/dev dev auto']);
    assert.deepEqual(mesh.worlds('overlays/dev/fix.yaml'), [], 'a patch is no object');
  });
});

describe('delivery objects', () => {
  it('point to folders, and give their objects a namespace', async () => {
    const mesh = await new MemoryProject({
      'argo/app.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }\nspec: { source: { path: apps/shop }, destination: { namespace: shop } }\n',
      'argo/set.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: teams }\nspec:\n  generators: [{ git: { directories: [{ path: teams/* }, { path: teams/old, exclude: true }] } }]\n  template: { spec: { source: { path: "{{path}}" }, destination: { namespace: "{{path.basename}}" } } }\n',
      'apps/shop/a.yaml': service('a'),
      'apps/shop/deep/b.yaml': service('b'),
      'teams/red/c.yaml': service('c'),
      'teams/old/d.yaml': service('d'),
      'flux.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: infra }\nspec: { path: ./infra, targetNamespace: infra }\n',
      'infra/x/e.yaml': service('e'),
      'missing.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: gone }\nspec: { source: { path: nowhere } }\n',
    }).read();
    assert.deepEqual(
      mesh.units(),
      [
        'apps/shop delivery: apps/shop/a.yaml',
        'teams/red delivery: teams/red/c.yaml',
        'infra delivery: infra/x/e.yaml',
        'default plain: apps/shop/deep/b.yaml teams/old/d.yaml',
      ].sort((a, b) => order(a) - order(b)),
    );
    // What is built counts in no world as it is written.
    const namespaces = ['apps/shop/a.yaml', 'teams/red/c.yaml', 'infra/x/e.yaml'].map(
      (path) => mesh.shown(path)[0]?.split(' ')[1],
    );
    assert.deepEqual(namespaces, ['shop', 'red', 'infra']);
    assert.deepEqual(
      mesh.project.units.at(-1)?.unresolved.map(({ value }) => value),
      ['nowhere'],
    );
  });

  it('of other tools are known by the names of their files', async () => {
    const mesh = await new MemoryProject({
      'helmfile.yaml':
        'releases:\n  - { name: shop, namespace: shop, chart: ./charts/shop }\n  - { name: far, chart: repo/far }\n',
      'charts/shop/Chart.yaml':
        'name: shop\ndependencies: [{ name: redis, repository: "https://example.com" }]\n',
      'charts/shop/templates/a.yaml': service('a'),
      'bundle/fleet.yaml': 'defaultNamespace: fleet\n',
      'bundle/deep/b.yaml': service('b'),
    }).read();
    assert.deepEqual(mesh.units(), [
      'charts/shop delivery: charts/shop/Chart.yaml charts/shop/templates/a.yaml',
      'bundle delivery: bundle/deep/b.yaml',
    ]);
    assert.equal(mesh.worlds('charts/shop/templates/a.yaml')[0]?.config.defaultNamespace, 'shop');
    assert.equal(mesh.worlds('bundle/deep/b.yaml')[0]?.config.defaultNamespace, 'fleet');
    assert.deepEqual(
      mesh.project.units[0]?.unresolved.map(({ value }) => value),
      ['redis'],
    );
  });

  it('name folders by patterns where no file says what is put in, and from the root of the repository', async () => {
    const set = (generators: string, path: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: all }\nspec:\n  generators: ${generators}\n  template: { spec: { source: { path: "${path}" } } }\n`;
    const mesh = await new MemoryProject({
      'clusters.yaml': set('[{ clusters: {} }]', 'sites/{{name}}'),
      'matrix.yaml': set(
        '[{ matrix: { generators: [{ list: { elements: [{ team: red }] } }, { list: { elements: [{ app: a }, { app: b }] } }] } }]',
        'teams/{{.team}}/{{ .app }}',
      ),
      'root.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: root }\nspec: { source: { path: mesh/inside } }\n',
      'sites/one/a.yaml': service('a'),
      'sites/two/a.yaml': service('a', { port: 81 }),
      'teams/red/a/c.yaml': service('c'),
      'teams/red/b/d.yaml': service('d'),
      'inside/e.yaml': service('e'),
    }).read();
    assert.deepEqual(
      mesh.project.units.map(({ kind, root }) => `${kind} ${root}`),
      ['sites/one', 'sites/two', 'teams/red/a', 'teams/red/b', 'inside'].map((root) => `delivery ${root}`),
    );
  });
});

function order(unit: string): number {
  return ['apps/shop d', 'teams/red', 'infra', 'default'].findIndex((start) => unit.startsWith(start));
}

describe('alternatives', () => {
  const steps = {
    'app.yaml': `${service('cart', { namespace: 'shop' })}---\n${rule('cart', 'v1', 'v2')}`,
    'rollout-90-10.yaml': route('cart', 'v1'),
    'rollout-50-50.yaml': route('cart', 'v2'),
  };

  it('of one folder are true one at a time, and each is checked with the rest', async () => {
    const mesh = await new MemoryProject({ ...steps, 'rollout-0-100.yaml': route('cart', 'v3') }).read();
    assert.equal(mesh.worlds('app.yaml').length, 3);
    assert.equal(mesh.worlds('rollout-50-50.yaml').length, 1);
    const found = mesh.findings().filter((finding) => !finding.includes('subset-selects-nothing'));
    assert.deepEqual(found, ['rollout-0-100.yaml virtual-service/subset-not-found']);
  });

  it('contradict only together', async () => {
    const { 'app.yaml': _, ...routes } = steps;
    const cart = service('cart', { namespace: 'shop' });
    const rules = { 'rule-v1.yaml': rule('cart', 'v1'), 'rule-v2.yaml': rule('cart', 'v2') };
    const one = await new MemoryProject({
      'cart.yaml': cart,
      ...rules,
      'r.yaml': route('cart', 'v1'),
    }).read();
    assert.deepEqual(
      one.findings().filter((finding) => finding.includes('subset-not-found')),
      [],
    );
    const none = await new MemoryProject({
      'cart.yaml': cart,
      ...rules,
      'r.yaml': route('cart', 'v3'),
    }).read();
    assert.ok(none.findings().includes('r.yaml virtual-service/subset-not-found'));
    assert.equal(Object.keys(routes).length, 2);
  });

  it('are off where the files are complete', async () => {
    const mesh = await new MemoryProject(steps, { config: { completeness: 'complete' } }).read();
    assert.equal(mesh.worlds('app.yaml').length, 1);
    assert.equal(mesh.units().length, 1);
  });
});

describe('names', () => {
  it('differ in a varying part', () => {
    for (const [one, other] of [
      ['rollout-90-10.yaml', 'rollout-50-50.yaml'],
      ['peer-strict.yaml', 'peer-permissive.yaml'],
      ['v1.yaml', 'v2.yaml'],
      ['news.yaml', 'news-https.yaml'],
      ['dev.yaml', 'prod.yaml'],
      ['operator-1.8.5.yaml', 'operator-1.9.4.yaml'],
      ['demo-a', 'demo-b'],
    ] as const)
      assert.ok(areVariants(one, other), `${one} ${other}`);
    for (const [one, other] of [
      ['cart.yaml', 'checkout.yaml'],
      ['a-route.yaml', 'a-rule.yaml'],
      ['old.yaml', 'strict.yaml'],
      ['web.yaml', 'web-service.yaml'],
    ] as const)
      assert.ok(!areVariants(one, other), `${one} ${other}`);
  });

  it('of siblings are environments only together', () => {
    assert.ok(areEnvironments(['dev', 'prod']));
    assert.ok(areEnvironments(['eu-west-1', 'us-east-2']));
    assert.ok(!areEnvironments(['dev', 'app']));
    assert.ok(!areEnvironments(['dev']));
  });
});

describe('a kustomization that is delivered', () => {
  const FILES = {
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
    'base/all.yaml': `${service('cart')}---\n${route('cart', 'v1').replace('namespace: shop ', 'labels: {a: b} ')}`,
  };
  const APPLICATION = (name: string, kustomize: string) =>
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name} }\nspec:\n  source:\n    path: base\n    kustomize: ${kustomize}\n`;

  /** Kinds, namespaces and names of what each world of the folder holds. */
  async function objectsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const { workspace } = await new MemoryProject({ ...FILES, ...files }).read();
    return workspace.snapshot
      .worlds()
      .flatMap((world) => [...world.slots()])
      .map(({ resource: { kindId, namespace, name, cursor } }) => {
        const hosts = cursor.get('spec').get('hosts').items();
        return [kindId.split('/')[1], `${namespace}/${name}`, ...hosts.map((host) => host.string())].join(
          ' ',
        );
      })
      .filter((text) => text.startsWith('VirtualService'))
      .sort();
  }

  it('is one world for each way in which objects of Argo CD change it', async () => {
    const files = {
      'apps/a.yaml': APPLICATION('dev', '{ namespace: dev, namePrefix: dev- }'),
      'apps/b.yaml': APPLICATION('prod', '{ namespace: prod }'),
      'apps/c.yaml': APPLICATION('prod-too', '{ namespace: prod }'),
    };
    assert.deepEqual(await objectsOf(files), [
      'VirtualService dev/dev-cart cart',
      'VirtualService prod/cart cart',
    ]);
  });

  it('has the namespace, the patches and the variables of Flux', async () => {
    const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop }
spec:
  path: ./base
  targetNamespace: web
  postBuild: { substitute: { ZONE: eu } }
  patches:
    - target: { kind: VirtualService }
      patch: |
        - { op: add, path: /spec/hosts/-, value: "${'$'}{ZONE}.${'$'}{NAME:=shop}.example.com" }
`;
    assert.deepEqual(await objectsOf({ 'apps/a.yaml': flux }), [
      'VirtualService web/cart cart eu.shop.example.com',
    ]);
    const open = flux.replace('substitute: {', 'substituteFrom: [{ kind: Secret, name: a }], substitute: {');
    assert.deepEqual(await objectsOf({ 'apps/a.yaml': open }), [
      `VirtualService web/cart cart eu.${'$'}{NAME:=shop}.example.com`,
    ]);
  });
});

describe('a chart that is delivered', () => {
  it('is one world for each namespace, with the values that the objects name', async () => {
    const application = (name: string, values: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name} }\nspec:\n  source: { path: chart, helm: { valueFiles: [${values}] } }\n  destination: { namespace: ${name} }\n`;
    const { project } = await new MemoryProject({
      'chart/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
      'chart/values.yaml': 'a: b\n',
      'chart/values-dev.yaml': 'a: c\n',
      'chart/templates/a.yaml': service('cart'),
      'env/prod.yaml': 'a: d\n',
      'apps/dev.yaml': application('dev', 'values-dev.yaml'),
      'apps/prod.yaml': application('prod', 'values.yaml, $here/env/prod.yaml, gone.yaml'),
    }).read();
    const show = (uri: string) => uri.slice(project.uri.length + 1);
    const units = describeUnits(project, show, () => undefined).filter(({ root }) => root === 'chart');
    assert.deepEqual(
      units.map(({ name }) => name),
      ['chart (Application "dev")', 'chart (Application "prod")'],
    );
    assert.deepEqual(units[0]?.values, [
      ['chart/values.yaml'],
      ['chart/values.yaml', 'chart/values-dev.yaml'],
      ['chart/values.yaml', 'env/prod.yaml'],
    ]);
  });
});
