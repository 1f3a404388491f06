import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { registryName } from '../../model/registry-name.ts';
import { serviceHosts } from '../tables/service-hosts.ts';
import type { WorldConfig } from '../world-config.ts';
import { outboundMode, reachesService, seesService, seesVirtualService, sidecarOf } from './sidecars.ts';

function sidecar(name: string, spec: string): string {
  const [namespace = '', own = ''] = name.split('/');
  return `apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: ${own}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

function service(name: string, port = 80): string {
  const [namespace = '', own = ''] = name.split('/');
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${own}, namespace: ${namespace} }\nspec: { ports: [{ port: ${port} }] }\n`;
}

const egress = (...hosts: readonly string[]) => `{ egress: [{ hosts: ${JSON.stringify(hosts)} }] }`;

describe('the Sidecar of a workload', () => {
  const all = [
    sidecar('web/for-a', '{ workloadSelector: { labels: { app: a } } }'),
    sidecar('web/later-for-a', '{ workloadSelector: { labels: { app: a } } }'),
    sidecar('web/whole', '{}'),
    sidecar('istio-system/mesh', '{}'),
    sidecar('istio-system/for-some', '{ workloadSelector: { labels: { app: a } } }'),
  ];
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>, string | undefined])[] =
    [
      ['is one that selects it, the oldest', 'web', { app: 'a', tier: 'x' }, 'for-a'],
      ['is that of its namespace else', 'web', { app: 'b' }, 'whole'],
      ['is that of the root namespace else', 'shop', { app: 'a' }, 'mesh'],
    ];
  for (const [name, namespace, labels, expected] of cases) {
    it(name, () => {
      assert.equal(sidecarOf(worldOf(all.join('---\n')), { namespace, labels })?.row.name, expected);
    });
  }

  it('may be none', () => {
    const world = worldOf(sidecar('web/for-a', '{ workloadSelector: { labels: { app: a } } }'));
    assert.equal(sidecarOf(world, { namespace: 'web', labels: {} }), undefined);
  });

  it('replaces the outbound policy of the mesh, even without a mode', () => {
    const client = { namespace: 'web', labels: {} };
    const config = { meshConfig: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } };
    assert.equal(
      outboundMode(worldOf(sidecar('web/a', '{ outboundTrafficPolicy: {} }')), client),
      'REGISTRY_ONLY',
    );
    assert.equal(outboundMode(worldOf(sidecar('web/a', '{}'), config), client), 'ALLOW_ANY');
    const strict = { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } };
    assert.equal(outboundMode(worldOf('', strict), client), 'REGISTRY_ONLY');
    assert.equal(outboundMode(worldOf(''), client), 'ALLOW_ANY');
  });
});

describe('services that a workload is told of', () => {
  const services = [service('web/own'), service('shop/reviews'), service('shared/auth', 9000)];
  const cases: readonly {
    readonly name: string;
    readonly spec: string;
    readonly sees: readonly string[];
    readonly port?: number;
  }[] = [
    { name: 'no egress: all', spec: '{}', sees: ['own.web', 'reviews.shop', 'auth.shared'] },
    {
      name: 'namespaces and single hosts',
      spec: egress('./*', 'shared/auth.shared.svc.cluster.local'),
      sees: ['own.web', 'auth.shared'],
    },
    { name: 'any namespace', spec: egress('*/*.shop.svc.cluster.local'), sees: ['reviews.shop'] },
    { name: 'nothing', spec: egress('~/*'), sees: [] },
    { name: 'all but a namespace', spec: egress('*/*', '~shop/*'), sees: ['own.web', 'auth.shared'] },
    {
      name: 'all but a host',
      spec: egress('*/*', '~/auth.shared.svc.cluster.local'),
      sees: ['own.web', 'reviews.shop'],
    },
    { name: 'entries of another form are ignored', spec: egress('reviews.shop', 'a/b/c'), sees: [] },
    { name: 'a short name is no host', spec: egress('shop/reviews'), sees: [] },
    {
      name: 'a listener with a port is for services with it',
      spec: '{ egress: [{ port: { number: 9000, protocol: HTTP, name: a }, hosts: ["*/*"] }] }',
      sees: ['auth.shared'],
    },
    {
      name: 'a listener with a port is for no other port',
      spec: '{ egress: [{ port: { number: 9000, protocol: HTTP, name: a }, hosts: ["*/*"] }, { hosts: ["./*"] }] }',
      sees: ['own.web'],
      port: 80,
    },
    {
      name: 'a listener of the proxy protocol is for all services',
      spec: '{ egress: [{ port: { number: 3128, protocol: HTTP_PROXY, name: a }, hosts: ["shop/*"] }] }',
      sees: ['reviews.shop'],
    },
  ];
  for (const { name, spec, sees, port } of cases) {
    it(name, () => {
      const world = worldOf([...services, sidecar('web/a', spec)].join('---\n'));
      const seen = ['own.web', 'reviews.shop', 'auth.shared'].filter((host) =>
        world
          .read(serviceHosts, `${host}.svc`)
          .some(({ row }) => seesService(world, { namespace: 'web', labels: {} }, row, port)),
      );
      assert.deepEqual(seen, sees);
    });
  }
});

describe('services that a workload reaches through a route', () => {
  const route = (namespace: string) =>
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: v, namespace: ${namespace} }\nspec: { hosts: [own], http: [{ route: [{ destination: { host: reviews.shop.svc.cluster.local } }] }] }\n`;
  const reaches = (...more: readonly string[]) => {
    const world = worldOf([service('shop/reviews'), sidecar('web/a', egress('./*')), ...more].join('---\n'));
    return world
      .read(serviceHosts, 'reviews.shop.svc')
      .some(({ row }) => reachesService(world, { namespace: 'web', labels: {} }, row));
  };
  it('are those of routes that it follows', () => assert.equal(reaches(route('web')), true));
  it('are not those of others', () => assert.equal(reaches(route('other')), false));
  it('are none without', () => assert.equal(reaches(), false));
});

describe('VirtualServices that a workload follows', () => {
  const cases: readonly {
    readonly name: string;
    readonly spec: string;
    readonly hosts: readonly string[];
    readonly exportTo?: readonly string[];
    readonly config?: Partial<WorldConfig>;
    readonly sees: boolean;
  }[] = [
    {
      name: 'overlap is enough, in both directions',
      spec: egress('shop/*.example.com'),
      hosts: ['*.com'],
      sees: true,
    },
    { name: 'hosts of another namespace are not', spec: egress('./*'), hosts: ['reviews'], sees: false },
    {
      name: 'short names are completed',
      spec: egress('shop/*.svc.cluster.local'),
      hosts: ['reviews'],
      sees: true,
    },
    {
      name: 'exported to others only',
      spec: egress('*/*'),
      hosts: ['reviews'],
      exportTo: ['other'],
      sees: false,
    },
    { name: 'exported by name', spec: egress('*/*'), hosts: ['reviews'], exportTo: ['web'], sees: true },
    {
      name: 'private by the default of the mesh',
      spec: egress('*/*'),
      hosts: ['reviews'],
      config: { meshConfig: { defaultVirtualServiceExportTo: ['.'] } },
      sees: false,
    },
    { name: 'left out as a whole', spec: egress('*/*', '~shop/*'), hosts: ['reviews'], sees: false },
    {
      name: 'left out in part',
      spec: egress('*/*', '~/a.example.com'),
      hosts: ['*.example.com'],
      sees: true,
    },
  ];
  for (const { name, spec, hosts, exportTo, config, sees } of cases) {
    it(name, () => {
      const world = worldOf(sidecar('web/a', spec), config);
      const virtualService = {
        namespace: 'shop',
        hosts: hosts.map((host) => registryName(host, 'shop')),
        exportTo: exportTo ?? [],
      };
      assert.equal(seesVirtualService(world, { namespace: 'web', labels: {} }, virtualService), sees);
    });
  }
});
