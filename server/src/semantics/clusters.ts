/** Envoy clusters that routes name, and whether they exist on the proxy that would use them (§2.6, §9). */
import { type Client, destinationRuleFor } from './destination-rules.ts';
import type { Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { expandHost } from './names.ts';
import { portOf, type Service } from './registry.ts';
import type { Trail } from './steps.ts';

export interface ClusterUser extends Client {
  /** Services that the proxy knows, by host. */
  serviceOf(host: string): Service | undefined;
  /** Port of the listener that took the request. */
  readonly listenerPort: number;
  /** The listener's own port decides; a service with a single port is asked only elsewhere. */
  readonly usesListenerPort: boolean;
  /** Its routes are those of the mesh, as a sidecar's. */
  readonly isWaypoint?: boolean;
}

export interface Cluster {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly subset: string;
  /** Why it will not exist. */
  readonly missing: string | undefined;
  readonly service: Service | undefined;
}

export function clusterName(port: number, subset: string, host: string): string {
  return `outbound|${port}|${subset}|${host}`;
}

/** `namespace`: of the object that names the destination. */
export function clusterOf(mesh: Mesh, user: ClusterUser, destination: Fields, namespace: string): Cluster {
  const host = expandHost(destination.get('host').string() ?? '', namespace, mesh.settings.clusterDomain);
  const subset = destination.get('subset').string() ?? '';
  const service = user.serviceOf(host);
  const written = destination.get('port').get('number').number();
  const port = written ?? defaultPort(user, service);
  return {
    name: clusterName(port, subset, host),
    host,
    port,
    subset,
    service,
    missing: whyMissing(mesh, user, { host, port, subset, service }),
  };
}

function defaultPort(user: ClusterUser, service: Service | undefined): number {
  if (user.usesListenerPort) return user.listenerPort;
  const [only, ...others] = service?.ports ?? [];
  return only !== undefined && others.length === 0 ? only.number : user.listenerPort;
}

function whyMissing(
  mesh: Mesh,
  user: ClusterUser,
  { host, port, subset, service }: Pick<Cluster, 'host' | 'port' | 'subset' | 'service'>,
): string | undefined {
  if (service === undefined) return `no service "${host}" is known in namespace "${user.namespace}"`;
  if (portOf(service, port) === undefined) {
    const ports = service.ports.map(({ number }) => number).join(', ');
    return `service "${host}" has no port ${port}${ports === '' ? '' : ` (it has ${ports})`}`;
  }
  if (subset === '') return undefined;
  const rule = destinationRuleFor(mesh, user, service);
  if (rule === undefined) return `no DestinationRule for "${host}" applies, so it has no subset "${subset}"`;
  if (rule.subsets.has(subset)) return undefined;
  const names = rule.sources.map(({ id }) => id).join(', ');
  return `DestinationRule ${names}, which applies, has no subset "${subset}"`;
}

export interface WeightedCluster {
  readonly cluster: string;
  readonly weight: number;
}

export interface RoutedClusters {
  readonly destinations: readonly WeightedCluster[];
  readonly missingClusters: readonly string[];
}

/** One destination gets everything, whatever its weight; of several, those without weight get nothing. */
export function routedClusters(
  mesh: Mesh,
  user: ClusterUser,
  routes: readonly Fields[],
  object: MeshObject,
  trail: Trail,
): RoutedClusters {
  const weighed = routes.map((route) => ({
    cluster: clusterOf(mesh, user, route.get('destination'), object.namespace),
    weight: route.get('weight').number() ?? 0,
    path: route.get('destination').path,
  }));
  const kept = weighed.length === 1 ? weighed : weighed.filter(({ weight }) => weight > 0);
  for (const { cluster, weight, path } of kept) {
    const share = kept.length === 1 ? '' : ` with weight ${weight}`;
    trail.add('decided', `Sent to ${cluster.name}${share}`, object.ref, path);
    if (cluster.missing !== undefined) {
      trail.add(
        'rejected',
        `This cluster will not exist: ${cluster.missing}; its share is answered with 503`,
        object.ref,
        path,
      );
    }
  }
  return {
    destinations: kept.map(({ cluster, weight }) => ({
      cluster: cluster.name,
      weight: kept.length === 1 ? 100 : weight,
    })),
    missingClusters: kept.flatMap(({ cluster }) => (cluster.missing === undefined ? [] : [cluster.name])),
  };
}
