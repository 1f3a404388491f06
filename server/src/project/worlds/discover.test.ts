import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { route, rule, service } from './testing/manifests.ts';

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
