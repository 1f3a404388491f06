/** Ids of nodes: stable over edits that keep the names. */
import { hostsOverlap } from '../primitives/host-match.ts';
import type { Service } from '../semantics/registry.ts';
import type { Workload } from '../semantics/workloads.ts';

export function gatewayId(id: string): string {
  return `gateway:${id}`;
}

export function hostId(name: string): string {
  return `host:${name}`;
}

export function serviceId({ source, owner, host }: Service): string {
  return source === 'Service' ? `service:${owner.id}` : `service-entry:${owner.namespace}/${host}`;
}

export function subsetId(service: Service, subset: string): string {
  return `subset:${service.owner.namespace}/${service.source === 'Service' ? service.owner.name : service.host}/${subset}`;
}

export function workloadId({ id }: Pick<Workload, 'id'>): string {
  return `workload:${id}`;
}

/** Names of a route that some listener serves; of a route without names those of the listeners. */
export function routeHosts(written: readonly string[], listeners: readonly string[]): readonly string[] {
  if (written.length === 0) return [...new Set(listeners)];
  return written.filter((host) => listeners.some((listener) => hostsOverlap(host, listener)));
}
