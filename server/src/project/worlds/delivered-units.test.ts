import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';
import { describeUnits } from './describe-units.ts';
import { route, service } from './testing/manifests.ts';

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
