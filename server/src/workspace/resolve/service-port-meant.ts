/** A port of a Service written where a port of its pods is needed. */
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import type { ServiceSelectorRow } from '../tables/workloads.ts';
import { selectWorkloads, servicesSelecting } from './workloads.ts';

export interface ServicePortMeant {
  readonly service: Entry<ServiceSelectorRow>;
  /** Port of the pods behind the port of the Service. */
  readonly target: number;
}

/**
 * The Service whose port it is, when no selected workload has such a port itself. Undefined where the files do not tell:
 * no workload, a target by a name that no container has.
 */
export function servicePortMeant(
  world: WorldReader,
  namespace: string,
  selector: Labels,
  port: number,
): ServicePortMeant | undefined {
  let meant: ServicePortMeant | undefined;
  for (const { row: workload } of selectWorkloads(world, namespace, selector)) {
    if (workload.namedPorts.some(({ number }) => number === port)) return undefined;
    if (workload.ports?.includes(port) === true) return undefined;
    for (const service of servicesSelecting(world, workload)) {
      for (const { number, targetPort } of service.row.ports) {
        const target =
          typeof targetPort === 'string'
            ? workload.namedPorts.find(({ name }) => name === targetPort)?.number
            : (targetPort ?? number);
        if (target === port) return undefined;
        if (number === port && target !== undefined) meant ??= { service, target };
      }
    }
  }
  return meant;
}
