/** Selectors to workloads, the virtual ones included, and workloads to the Services that select them. */
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  labelKey,
  type ServiceSelectorRow,
  serviceSelectors,
  type WorkloadRow,
  workloadsByLabel,
  workloadsInNamespace,
} from '../tables/workloads.ts';
import { BUILT_IN_NAMESPACE, builtInService, builtInWorkload, INGRESS_LABELS } from './built-in-gateway.ts';
import { copiesOfWorkloads, withoutRevisionHash } from './controllers.ts';
import { isMade } from './gateway-classes.ts';

/** Workloads of a namespace (`*`: of the world) that a selector matches. Reads only one label's workloads. */
export function selectWorkloads(
  world: WorldReader,
  namespace: string,
  asked: Labels,
): readonly Entry<WorkloadRow>[] {
  const selector = withoutRevisionHash(asked);
  const inFiles = writtenWorkloads(world, namespace, selector);
  const copies = copiesOfWorkloads(world, selector, (original) =>
    writtenWorkloads(world, namespace, original),
  );
  const written = copies.length === 0 ? inFiles : [...inFiles, ...copies];
  const isCandidate =
    (namespace === '*' || namespace === BUILT_IN_NAMESPACE) && selectorMatches(selector, INGRESS_LABELS);
  const builtIn = isCandidate ? builtInWorkload(world) : undefined;
  return builtIn === undefined ? written : [...written, builtIn];
}

/** The label for which a selector matches nothing: the first that no workload carries; undefined when each is carried. */
export function labelNobodyCarries(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): string | undefined {
  return Object.entries(selector).find(
    ([label, value]) => selectWorkloads(world, namespace, { [label]: value }).length === 0,
  )?.[0];
}

/** Services that send traffic to a workload. */
export function servicesSelecting(
  world: WorldReader,
  workload: WorkloadRow,
): readonly Entry<ServiceSelectorRow>[] {
  const written = Object.entries(workload.labels).flatMap(([label, value]) =>
    world
      .read(serviceSelectors, labelKey(workload.namespace, label, value))
      .filter(({ row }) => selectorMatches(row.selector, workload.labels) && isMade(world, row)),
  );
  if (workload.namespace !== BUILT_IN_NAMESPACE || !selectorMatches(INGRESS_LABELS, workload.labels)) {
    return written;
  }
  const builtIn = builtInService(world);
  return builtIn === undefined ? written : [...written, builtIn];
}

function writtenWorkloads(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): readonly Entry<WorkloadRow>[] {
  const first = Object.entries(selector)[0];
  if (first === undefined) {
    return [
      ...world.read(workloadsInNamespace, namespace),
      ...world.read(workloadsInNamespace, `gateways ${namespace}`).filter(({ row }) => isMade(world, row)),
    ];
  }
  return world
    .read(workloadsByLabel, labelKey(namespace, first[0], first[1]))
    .filter(({ row }) => selectorMatches(selector, row.labels) && isMade(world, row));
}
