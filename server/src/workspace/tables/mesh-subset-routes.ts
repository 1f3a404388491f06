/** VirtualServices that split a host of their own by subsets, for sidecars. */
import { registryName } from '../../model/registry-name.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';

export interface MeshSubsetRoute {
  readonly virtualService: string;
  readonly subset: string;
  /** Path of the subset in the destination. */
  readonly path: string;
}

/** Key: the host as the service registry knows it. */
export const meshSubsetRoutes = defineTable<MeshSubsetRoute>({
  name: 'meshSubsetRoutes',
  kinds: ['networking.istio.io/VirtualService'],
  *rows(resource) {
    const facts = resource.facts(virtualService);
    if (!appliesToMesh(facts)) return;
    const own = new Set(facts.hosts.map(({ value }) => registryName(value, resource.namespace)));
    for (const { protocol, destinations } of facts.routes) {
      if (protocol !== 'http') continue;
      for (const { host, subset } of destinations) {
        if (host === undefined || subset === undefined || subset.value === '') continue;
        const name = registryName(host.value, resource.namespace);
        if (!own.has(name)) continue;
        yield [
          name,
          {
            virtualService: `${resource.namespace}/${resource.name}`,
            subset: subset.value,
            path: subset.path,
          },
        ];
      }
    }
  },
});
