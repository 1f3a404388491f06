import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { describeUnits } from './describe-units.ts';

const service = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ports: [{ port: 80, name: http }] }\n`;

async function unitsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await new MemoryProject(files).read()).units();
}

describe('what generators and environments name', () => {
  it('files of an ApplicationSet say what it delivers, and whereto', async () => {
    const mesh = await new MemoryProject({
      'set.yaml':
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: all }\nspec:\n  generators: [{ git: { files: [{ path: 'config/**/config.yaml' }, { path: config/old/config.yaml, exclude: true }] } }]\n  template:\n    spec: { source: { path: 'apps/{{app.name}}' }, destination: { namespace: '{{app.at.ns}}-{{path[1]}}' } }\n",
      'config/eu/config.yaml': '{ "app": { "name": "cart", "at": { "ns": "shop" } } }\n',
      'config/old/config.yaml': '{ "app": { "name": "mail", "at": { "ns": "post" } } }\n',
      'apps/cart/a.yaml': service('cart'),
      'apps/mail/a.yaml': service('mail'),
    }).read();
    assert.deepEqual(mesh.units(), [
      'apps/cart delivery: apps/cart/a.yaml',
      'default plain: apps/mail/a.yaml',
    ]);
    assert.equal(mesh.project.units[0]?.namespace, 'shop-eu');
  });

  it('a helmfile has values for each of its environments, Skaffold profiles of its own', async () => {
    const mesh = await new MemoryProject({
      'helmfile.yaml':
        'environments: { dev: {}, prod: {} }\nreleases:\n  - { name: shop, chart: ./chart, values: ["values/{{ .Environment.Name }}.yaml"] }\n',
      'chart/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
      'chart/templates/a.yaml': service('cart'),
      'values/dev.yaml': 'a: 1\n',
      'values/prod.yaml': 'a: 2\n',
      'skaffold.yaml':
        'apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: { name: shop }\nprofiles:\n  - { name: prod, manifests: { kustomize: { paths: [k8s] } } }\n',
      'k8s/kustomization.yaml': 'resources: [a.yaml]\n',
      'k8s/a.yaml': service('mail'),
    }).read();
    const [k8s, chart] = mesh.project.units.toSorted((a, b) => (a.name > b.name ? -1 : 1));
    assert.equal(k8s?.why, 'a kustomization, delivered by Skaffold "shop" (profile "prod") (skaffold.yaml)');
    assert.deepEqual(
      chart?.values?.map(({ files }) => files),
      [['values/dev.yaml'], ['values/prod.yaml']],
    );
  });

  it('a chart that goes by two names is left out where both are', async () => {
    const mesh = await new MemoryProject({
      'chart/Chart.yaml':
        'name: shop\nversion: 1.0.0\ndependencies:\n  - { name: mail, tags: [extras] }\n  - { name: mail, alias: post, tags: [extras] }\n',
      'chart/values.yaml': 'tags: { extras: false }\n',
      'chart/values-all.yaml': 'tags: { extras: true }\n',
      'chart/charts/mail/Chart.yaml': 'name: mail\nversion: 1.0.0\n',
      'chart/charts/mail/templates/a.yaml': service('mail'),
    }).read();
    const [chart] = describeUnits(
      mesh.project,
      (uri) => uri,
      (uri) => mesh.workspace.files.get(uri),
    );
    assert.deepEqual(
      chart?.switchedOff.map((objects) => objects.length),
      [1, 0],
    );
  });
});

describe('a folder that Argo CD delivers in part', () => {
  const units = (directory: string) =>
    unitsOf({
      'argo.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }\nspec:\n  source: { path: apps, directory: { ${directory} } }\n  destination: { namespace: shop }\n`,
      'apps/a.yaml': service('a'),
      'apps/b.yaml': service('b'),
      'apps/test/c.yaml': service('c'),
    });

  it('holds what its globs name', async () => {
    assert.deepEqual(await units("recurse: true, include: '{a.yaml,test/*}'"), [
      'apps delivery: apps/a.yaml apps/test/c.yaml',
      'default plain: apps/b.yaml',
    ]);
    assert.deepEqual(await units("recurse: true, exclude: 'test/*'"), [
      'apps delivery: apps/a.yaml apps/b.yaml',
      'default plain: apps/test/c.yaml',
    ]);
    // What is not understood leaves nothing out.
    assert.deepEqual(await units("exclude: '[ab].yaml'"), [
      'apps delivery: apps/a.yaml apps/b.yaml',
      'default plain: apps/test/c.yaml',
    ]);
  });
});
