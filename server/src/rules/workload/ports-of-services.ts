/** What the Services of a workload say of its ports: put together once for the two rules that ask. */
import type { Resource, ResourceRef } from '../../model/resource.ts';
import { isGeneratedForGateway, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { Crowd } from '../../workspace/crowd.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { servicesOfCluster } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import { type ServiceSelectorRow, workloadRow } from '../../workspace/tables/workloads.ts';

/** A number to which several Services give different protocols. */
export interface ContestedPort {
  readonly port: number;
  readonly protocols: readonly string[];
  readonly offering: Crowd<ServiceSelectorRow>;
}

/** A port of the pods to which several numbers lead. */
export interface SharedPort {
  readonly target: string;
  readonly ports: readonly number[];
  readonly leading: Crowd<ServiceSelectorRow>;
}

interface PortsOfServices {
  readonly contested: readonly ContestedPort[];
  readonly shared: readonly SharedPort[];
}

const NOTHING: PortsOfServices = { contested: [], shared: [] };

/** Nothing for workloads outside of the mesh, and for those that the control plane makes. */
export function portsOfServices({
  resource,
  world,
  self,
}: {
  readonly resource: Resource;
  readonly world: WorldReader;
  readonly self: ResourceRef;
}): PortsOfServices {
  if (isInIgnoredNamespace(resource) || isGeneratedForGateway(labelsOf(resource))) return NOTHING;
  const row = workloadRow(resource);
  if (meshMembership(world, row) !== 'in') return NOTHING;
  const key = JSON.stringify([clusterOf(world, self), row.namespace, Object.entries(row.labels)]);
  return world.derive(portsOfLabels, key);
}

/** Of all workloads of a cluster with the same labels. Key: cluster, namespace and pairs of the labels as JSON. */
const portsOfLabels = defineDerived<PortsOfServices>({
  name: 'portsOfServices',
  derive(key, world) {
    const services = servicesOfCluster(world, key);
    const [only] = services;
    if (only === undefined || (services.length === 1 && only.row.ports.length < 2)) return NOTHING;
    return { contested: contestedPorts(services), shared: sharedPorts(services) };
  },
});

function contestedPorts(services: readonly Entry<ServiceSelectorRow>[]): readonly ContestedPort[] {
  const offered = new Map<number, { services: Entry<ServiceSelectorRow>[]; protocols: Set<string> }>();
  for (const service of services) {
    for (const number of new Set(service.row.ports.map((port) => port.number))) {
      const known = offered.get(number) ?? { services: [], protocols: new Set<string>() };
      offered.set(number, known);
      known.services.push(service);
      for (const port of service.row.ports) if (port.number === number) known.protocols.add(port.protocol);
    }
  }
  return [...offered]
    .filter(([, { services: all, protocols }]) => all.length > 1 && protocols.size > 1)
    .sort(([a], [b]) => a - b)
    .map(([port, { services: all, protocols }]) => ({
      port,
      protocols: [...protocols],
      offering: new Crowd(all, () => ''),
    }));
}

function sharedPorts(services: readonly Entry<ServiceSelectorRow>[]): readonly SharedPort[] {
  return [...byTarget(services)].flatMap(([target, ways]) => {
    const ports = [...new Set(ways.map(({ number }) => number))];
    if (ports.length < 2) return [];
    const leading = [...new Set(ways.map(({ service }) => service))];
    return [{ target, ports, leading: new Crowd(leading, () => '') }];
  });
}

interface Way {
  readonly service: Entry<ServiceSelectorRow>;
  readonly number: number;
}

/** Ports without a target lead to their own number. */
function byTarget(services: readonly Entry<ServiceSelectorRow>[]): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, Way[]>();
  for (const service of services) {
    for (const { number, targetPort } of service.row.ports) {
      const isOwn = targetPort === undefined || targetPort === 0 || targetPort === '';
      const target = String(isOwn ? number : targetPort);
      const list = ways.get(target);
      if (list === undefined) ways.set(target, [{ service, number }]);
      else list.push({ service, number });
    }
  }
  return ways;
}
