/** What a workload is told of, with the Sidecar that applies to it. */

import type { Labels } from '../../primitives/selector.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import type { HostRow } from '../tables/service-hosts.ts';
import { type SidecarRow, sidecars } from '../tables/sidecars.ts';
import { meshRoutesTo } from '../tables/virtual-services.ts';
import { meshConfigField } from '../world-configuration.ts';
import { qualifiedName } from './hosts.ts';
import { importsService, importsVirtualService, sidecarFor } from './sidecar-scope.ts';
import { isExportedTo, virtualServiceReach } from './visibility.ts';

/** A workload with a sidecar; gateways and waypoints ignore Sidecars. */
export interface Client {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Undefined: none applies. */
export function sidecarOf(world: WorldReader, client: Client): Entry<SidecarRow> | undefined {
  const rootNamespace = world.config('rootNamespace');
  const candidates = [...new Set([client.namespace, rootNamespace])].flatMap((namespace) =>
    world.read(sidecars, namespace),
  );
  return sidecarFor(candidates, { ...client, rootNamespace });
}

/** Whether a client is told of a service: it is exported to it, and its Sidecar imports it. */
export function seesService(world: WorldReader, client: Client, service: HostRow, port?: number): boolean {
  const scoped = {
    host: qualifiedName(world, service.host),
    namespace: service.namespace,
    ports: service.ports.map(({ number }) => number),
  };
  return (
    isExportedTo(world, service, client.namespace) &&
    importsService(sidecarOf(world, client)?.row, scoped, client.namespace, port)
  );
}

/** Whether a client has a cluster for a service: it sees it, or follows a VirtualService that sends traffic to it. */
export function reachesService(world: WorldReader, client: Client, service: HostRow): boolean {
  if (!isExportedTo(world, service, client.namespace)) return false;
  if (seesService(world, client, service)) return true;
  const names = new Set([service.host, qualifiedName(world, service.host)]);
  return [...names]
    .flatMap((name) => world.read(meshRoutesTo, name))
    .some(({ row }) => seesVirtualService(world, client, row));
}

/** Whether a client follows a VirtualService for sidecars. Hosts as the registry names them. */
export function seesVirtualService(
  world: WorldReader,
  client: Client,
  virtualService: {
    readonly hosts: readonly string[];
    readonly namespace: string;
    readonly exportTo: readonly string[];
  },
): boolean {
  if (virtualServiceReach(world, virtualService, client.namespace) === undefined) return false;
  const hosts = virtualService.hosts.map((host) => qualifiedName(world, host));
  return importsVirtualService(sidecarOf(world, client)?.row, { ...virtualService, hosts }, client.namespace);
}

/** What happens to calls of unknown hosts. A Sidecar that has a say replaces what the mesh says. */
export function outboundMode(world: WorldReader, client: Client): string {
  const mesh = meshConfigField(world, 'outboundTrafficPolicy');
  const ofMesh = isRecord(mesh) && typeof mesh['mode'] === 'string' ? mesh['mode'] : 'ALLOW_ANY';
  return sidecarOf(world, client)?.row.outboundMode ?? ofMesh;
}
