/** What the ports speak that a policy for some workloads of a namespace applies to, as their Services declare it. */
import { isHttpProtocol, protocolOfServicePort } from '../../primitives/port.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { servingGateways } from '../tables/gateways.ts';
import { gatewayWorkloads, type ServiceSelectorRow, type WorkloadRow } from '../tables/workloads.ts';
import { selectWorkloads, servicesSelecting } from './workloads.ts';

export interface ServedPort {
  readonly service: Entry<ServiceSelectorRow>;
  readonly number: number;
  readonly target: number;
  /** As the Service declares it; a port that declares nothing is sniffed. */
  readonly speaks: 'http' | 'tcp' | 'udp' | 'undeclared';
}

/** Ports of the Services in front of the workloads that are selected in a namespace, those of gateways left out. */
export function servedPorts(world: WorldReader, namespace: string, selector: Labels): readonly ServedPort[] {
  const seen = new Set<string>();
  const found: ServedPort[] = [];
  for (const { row: workload } of selectWorkloads(world, namespace, selector)) {
    if (isGateway(world, workload)) continue;
    for (const service of servicesSelecting(world, workload)) {
      if (seen.has(service.resource.key)) continue;
      seen.add(service.resource.key);
      for (const port of service.row.ports) {
        const protocol = protocolOfServicePort(port);
        const named = workload.namedPorts.find(({ name }) => name === port.targetPort)?.number;
        const target = typeof port.targetPort === 'number' ? port.targetPort : (named ?? port.number);
        found.push({ service, number: port.number, target, speaks: spoken(protocol) });
      }
    }
  }
  return found;
}

function spoken(protocol: ReturnType<typeof protocolOfServicePort>): ServedPort['speaks'] {
  if (protocol === undefined) return 'undeclared';
  if (protocol === 'udp') return 'udp';
  return isHttpProtocol(protocol) ? 'http' : 'tcp';
}

/** A gateway ends TLS itself: what its Service calls `https` are requests that it reads. */
function isGateway(world: WorldReader, { name, namespace, labels, origin }: WorkloadRow): boolean {
  if (origin === 'gateway' || origin === 'builtin') return true;
  const isServing = Object.entries(labels).some(([label, value]) =>
    world.read(servingGateways, `${label}=${value}`).some(({ row }) => selectorMatches(row.selector, labels)),
  );
  if (isServing) return true;
  return world.read(gatewayWorkloads, '').some(({ row }) => row.name === name && row.namespace === namespace);
}
