import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryProject } from '../../../../test/harness/memory-project.ts';

const SERVICE = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { ports: [{ port: 80, name: http }] }\n`;
const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 1, template: { metadata: { labels: { app: web } } } }\n';
const FLUX = (spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\nspec: ${spec}\n`;

/** `kind namespace/name` of what stands in each world, with what `detail` finds in it. */
function objectsOf(mesh: MemoryProject, detail: (path: string) => readonly string[] = () => []) {
  return [...mesh.workspace.worlds()].flatMap((world) =>
    [...world.slots()].map(({ resource }) => {
      const { kindId, namespace, name, cursor } = resource;
      const values = detail(kindId).map((path) => {
        const found = path.split('.').reduce((at, key) => at.get(key), cursor);
        return ` ${found.string() ?? found.number() ?? '-'}`;
      });
      return `${world.name}: ${kindId} ${namespace}/${name}${values.join('')}`;
    }),
  );
}

describe('settings of delivery objects', () => {
  it('stand in the template of an ApplicationSet, with what its elements fill in', async () => {
    const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: envs }
spec:
  generators: [{ list: { elements: [{ env: dev, count: '2', values: { team: red } }, { env: prod, count: '5', values: { team: red } }] } }]
  template:
    spec:
      source:
        path: apps/web
        kustomize:
          namespace: '{{env}}-{{values.team}}'
          replicas: [{ name: web, count: '{{count}}' }]
`;
    const files = {
      'set.yaml': set,
      'apps/web/kustomization.yaml': 'resources: [web.yaml]\n',
      'apps/web/web.yaml': DEPLOYMENT,
    };
    const mesh = await new MemoryProject(files).read();
    assert.deepEqual(
      objectsOf(mesh, () => ['spec.replicas']).map((text) => text.replace(/^.*: /, '')),
      ['apps/Deployment dev-red/web 2', 'apps/Deployment prod-red/web 5'],
    );
    const open = await new MemoryProject({
      ...files,
      'set.yaml': set.replace('{{env}}', '{{cluster}}'),
    }).read();
    assert.deepEqual(open.findings(), [], 'what only the cluster knows is no mistake');
  });

  it('of Flux hold for a folder without a kustomization', async () => {
    const mesh = await new MemoryProject({
      'flux.yaml': FLUX(
        '{ path: ./apps, targetNamespace: shop, namePrefix: x-, commonMetadata: { annotations: { owner: web } }, postBuild: { substitute: { NAME: cart } } }',
      ),
      'apps/a.yaml': SERVICE(`$\{NAME}`),
      'apps/deep/b.yaml': DEPLOYMENT,
    }).read();
    assert.deepEqual(
      objectsOf(mesh, (kind) => [
        'metadata.annotations.owner',
        ...(kind === 'apps/Deployment' ? ['spec.template.metadata.annotations.owner'] : []),
      ]).map((text) => text.replace(/^.*: /, '')),
      ['core/Service shop/x-cart web', 'apps/Deployment shop/x-web web -'],
    );
    assert.deepEqual(mesh.units(), ['apps delivery: apps/a.yaml apps/deep/b.yaml']);
    assert.deepEqual(mesh.findings(), []);
  });

  it('of Flux leave a folder of templates and of charts as it is written', async () => {
    const mesh = await new MemoryProject({
      'flux.yaml': FLUX('{ path: ./apps, targetNamespace: shop }'),
      'apps/a.yaml': SERVICE('a'),
      'apps/chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
      'apps/chart/templates/b.yaml': SERVICE('b'),
    }).read();
    assert.deepEqual(mesh.units(), [
      'apps/chart helm: apps/chart/Chart.yaml apps/chart/templates/b.yaml',
      'apps delivery: apps/a.yaml',
    ]);
  });

  it('name components that are shared with whoever else uses them', async () => {
    const patch =
      'patches: [{ target: { kind: Service }, patch: "[{op: add, path: /metadata/labels, value: {a: b}}]" }]\n';
    const mesh = await new MemoryProject({
      'flux.yaml': FLUX('{ path: ./one, components: [../part] }'),
      'one/kustomization.yaml': 'resources: [a.yaml]\n',
      'one/a.yaml': SERVICE('a'),
      'two/kustomization.yaml': 'resources: [b.yaml]\ncomponents: [../part]\n',
      'two/b.yaml': SERVICE('b'),
      'part/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patch}`,
    }).read();
    const users = mesh.project.units.filter(({ builtFrom }) =>
      builtFrom?.includes('part/kustomization.yaml'),
    );
    assert.deepEqual(
      users.map(({ name }) => name),
      ['one', 'two'],
    );
  });
});

describe('a chart that is delivered into several namespaces', () => {
  it('is there in each of them', async () => {
    const application = (namespace: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${namespace} }\nspec: { source: { path: chart }, destination: { namespace: ${namespace} } }\n`;
    const route = (host: string) =>
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: ${host.replace('.', '-')}, namespace: web }\nspec: { hosts: [${host}.svc.cluster.local], http: [{ route: [{ destination: { host: ${host}.svc.cluster.local } }] }] }\n`;
    const files = {
      'apps.yaml': [application('dev'), application('prod')].join('---\n'),
      'chart/Chart.yaml': 'name: c\nversion: 1.0.0\n',
      'chart/templates/cart.yaml': SERVICE('cart'),
      'routes/a.yaml': [route('cart.dev'), route('cart.prod')].join('---\n'),
    };
    const mesh = await new MemoryProject(files).read();
    assert.deepEqual(mesh.findings(), []);
    const typo = await new MemoryProject({ ...files, 'routes/a.yaml': route('cartt.dev') }).read();
    assert.ok(typo.findings().length > 0);
  });
});

describe('names of folders and files', () => {
  it('of many clusters and networks are no clusters', async () => {
    const mesh = await new MemoryProject({
      'clusters/east/a.yaml': SERVICE('a'),
      'clusters/west/a.yaml': SERVICE('b'),
      'networks/gateway-net1.yaml': `${SERVICE('gw')}---\n${SERVICE('one')}`,
      'networks/gateway-net2.yaml': `${SERVICE('gw').replace('80', '81')}---\n${SERVICE('two')}`,
    }).read();
    const [rest] = mesh.project.units;
    assert.equal(rest?.why, 'the manifests that are in no other world');
    assert.equal(rest?.alternatives.length, 1);
  });

  it('of two versions of an installation are alternatives, when only their namespace tells', async () => {
    const namespace = (version: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: mesh-operator, labels: { release: ${version} } }\n`;
    const mesh = await new MemoryProject({
      'install/operator-1.8.5.yaml': namespace('1.8.5'),
      'install/operator-1.9.4.yaml': namespace('1.9.4'),
      'install/shop-1.yaml': SERVICE('a'),
    }).read();
    assert.deepEqual(
      mesh.project.units.map(({ alternatives }) => alternatives.map((set) => set.length)),
      [[2]],
    );
  });
});
