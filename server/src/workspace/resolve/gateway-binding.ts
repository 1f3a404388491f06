/** Which hosts of a VirtualService an Istio Gateway serves (semantics specification §2.4). */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { hostsOverlap, isHostSubset } from '../../primitives/host-match.ts';
import { HostSet } from '../../primitives/host-set.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { scopedHost } from '../tables/gateway-servers.ts';
import { type GatewayRow, gatewaysByName } from '../tables/gateways.ts';
import { qualifiedHost } from './hosts.ts';
import { virtualServiceReach } from './visibility.ts';

export interface BoundVirtualService {
  readonly namespace: string;
  /** As written. */
  readonly hosts: readonly string[];
}

/** A reference in `gateways`: `name`, `namespace/name`, `./name`, or the older `name.namespace…`. */
export function gatewayReference(
  written: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } | 'mesh' {
  if (written === 'mesh') return 'mesh';
  const slash = written.indexOf('/');
  if (slash >= 0) {
    const owner = written.slice(0, slash);
    return { namespace: owner === '.' ? namespace : owner, name: written.slice(slash + 1) };
  }
  const [name = '', owner] = written.split('.');
  return { namespace: owner ?? namespace, name };
}

/** Host patterns of a gateway that VirtualServices of a namespace may use, without their namespace part. */
export function admittedHosts(gateway: GatewayRow, namespace: string): readonly string[] {
  return (
    gateway.servers
      .flatMap((server) => server.hosts)
      .map(({ value }) => scopedHost(value, gateway.namespace))
      .filter(({ scope }) => scope === '*' || scope === namespace || holdsPlaceholder(scope))
      // What is filled in later may admit any host.
      .map(({ host }) => (holdsPlaceholder(host) ? '*' : host))
  );
}

/** Virtual hosts that a gateway makes for a VirtualService: the narrower of each pair that overlaps. */
export function servedHosts(
  world: WorldReader,
  gateway: GatewayRow,
  { namespace, hosts }: BoundVirtualService,
): readonly string[] {
  const served = hosts
    .map((host) => qualifiedHost(world, host, namespace))
    .flatMap((host) =>
      admittedHosts(gateway, namespace)
        .filter((admitted) => hostsOverlap(admitted, host))
        .map((admitted) => (isHostSubset(host, admitted) ? host : admitted)),
    );
  return [...new Set(served)];
}

/** Whether a gateway serves any of the hosts: what it admits is put together once for all who ask. */
export function servesAny(
  world: WorldReader,
  gateway: GatewayRow,
  { namespace, hosts }: BoundVirtualService,
): boolean {
  const key = JSON.stringify([`${gateway.namespace}/${gateway.name}`, namespace]);
  const admitted = world.derive(admittedSets, key);
  return hosts.some((host) => admitted.overlaps(qualifiedHost(world, host, namespace)));
}

/** Key: gateway (`namespace/name`) and namespace of those who bind to it, as JSON. */
const admittedSets = defineDerived<HostSet>({
  name: 'admittedHosts',
  derive(key, world) {
    const [gateway, namespace] = JSON.parse(key) as readonly [string, string];
    const rows = world.read(gatewaysByName, gateway);
    return new HostSet(rows.flatMap(({ row }) => admittedHosts(row, namespace)));
  },
});

/** Whether the gateway's proxies are told of a VirtualService: what counts is where they run. */
export function isToldOf(
  world: WorldReader,
  gatewayNamespaces: readonly string[],
  virtualService: { readonly namespace: string; readonly exportTo: readonly string[] },
): boolean {
  return gatewayNamespaces.some(
    (namespace) => virtualServiceReach(world, virtualService, namespace) !== undefined,
  );
}
