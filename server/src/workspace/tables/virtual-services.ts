/** VirtualServices by the hosts they answer for in the mesh, and by the gateways they bind to. */
import { gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { exportedTo, registryName } from '../../model/registry-name.ts';
import type { Resource } from '../../model/resource.ts';
import { allDestinations, appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';
import { wildcardKeys } from './wildcard-keys.ts';

export interface MeshHostRow {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  /** `.` resolved; empty means the mesh default. */
  readonly exportTo: readonly string[];
}

/** Hosts of VirtualServices that sidecars use; key as in the service registry. Wildcards stand under themselves. */
export const meshVirtualServiceHosts = defineTable<MeshHostRow>({
  name: 'meshVirtualServiceHosts',
  kinds: ['networking.istio.io/VirtualService'],
  *rows(resource) {
    for (const row of meshHostRows(resource)) yield [row.host, row];
  },
});

/** The same rows for wildcard hosts, under the key of their wildcard. */
export const wildcardMeshVirtualServiceHosts = defineTable<MeshHostRow>({
  name: 'wildcardMeshVirtualServiceHosts',
  kinds: ['networking.istio.io/VirtualService'],
  *rows(resource) {
    for (const row of meshHostRows(resource)) {
      if (row.host.startsWith('*')) for (const key of wildcardKeys(row.host)) yield [key, row];
    }
  },
});

/** The same rows under every suffix of their host (`.shop.svc`, `.svc`), for wildcards that ask what they cover. */
export const meshVirtualServiceHostsBySuffix = defineTable<MeshHostRow>({
  name: 'meshVirtualServiceHostsBySuffix',
  kinds: ['networking.istio.io/VirtualService'],
  *rows(resource) {
    for (const row of meshHostRows(resource)) {
      for (let at = row.host.indexOf('.'); at >= 0; at = row.host.indexOf('.', at + 1)) {
        yield [row.host.slice(at), row];
      }
    }
  },
});

function* meshHostRows(resource: Resource): Iterable<MeshHostRow> {
  const facts = resource.facts(virtualService);
  if (!appliesToMesh(facts)) return;
  // A host that is written twice has one row.
  const paths = new Map(
    facts.hosts.map(({ value, path }) => [registryName(value, resource.namespace), path]),
  );
  for (const [host, path] of paths) {
    yield {
      host,
      path,
      name: resource.name,
      namespace: resource.namespace,
      exportTo: exportedTo(
        facts.exportTo.map((entry) => entry.value),
        resource.namespace,
      ),
    };
  }
}

/** Of a route of the Gateway API. */
function backendHosts(resource: Resource): readonly string[] {
  const { rules } = resource.facts(gatewayApiRoute);
  return rules
    .flatMap(({ backends }) => backends)
    .flatMap(({ kindId, name, namespace }) => {
      if (name === undefined) return [];
      return kindId === 'core/Service'
        ? `${name.value}.${namespace?.value ?? resource.namespace}.svc`
        : name.value;
    });
}

export interface MeshRouteRow {
  /** As the registry names them. */
  readonly hosts: readonly string[];
  readonly namespace: string;
  readonly exportTo: readonly string[];
}

/** VirtualServices for sidecars by the hosts that they send traffic to, as the registry names those. */
export const meshRoutesTo = defineTable<MeshRouteRow>({
  name: 'meshRoutesTo',
  kinds: ['networking.istio.io/VirtualService'],
  *rows(resource) {
    const facts = resource.facts(virtualService);
    if (!appliesToMesh(facts)) return;
    const row = {
      hosts: facts.hosts.map(({ value }) => registryName(value, resource.namespace)),
      namespace: resource.namespace,
      exportTo: exportedTo(
        facts.exportTo.map((entry) => entry.value),
        resource.namespace,
      ),
    };
    const targets = allDestinations(facts).flatMap(({ host }) => host?.value ?? []);
    for (const target of new Set(targets)) yield [registryName(target, resource.namespace), row];
  },
});

/** Hosts, as the registry names them, to which routes of gateways send traffic. */
export const gatewayRoutesTo = defineTable<{ readonly name: string }>({
  name: 'gatewayRoutesTo',
  kinds: ['networking.istio.io/VirtualService', ...ROUTE_KINDS],
  *rows(resource) {
    if (resource.kindId !== 'networking.istio.io/VirtualService') {
      for (const host of backendHosts(resource)) yield [host, { name: resource.name }];
      return;
    }
    const facts = resource.facts(virtualService);
    if (!facts.gateways.some(({ value }) => value !== 'mesh')) return;
    const targets = allDestinations(facts).flatMap(({ host }) => host?.value ?? []);
    for (const target of new Set(targets)) {
      yield [registryName(target, resource.namespace), { name: resource.name }];
    }
  },
});
