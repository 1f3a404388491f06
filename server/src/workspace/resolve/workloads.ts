/** Selectors to workloads. */
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { labelKey, type WorkloadRow, workloadsByLabel, workloadsInNamespace } from '../tables/workloads.ts';

/** Workloads of a namespace (`*`: of the world) that a selector matches. Reads only one label's workloads. */
export function selectWorkloads(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): readonly Entry<WorkloadRow>[] {
  const first = Object.entries(selector)[0];
  if (first === undefined) return world.read(workloadsInNamespace, namespace);
  return world
    .read(workloadsByLabel, labelKey(namespace, first[0], first[1]))
    .filter((entry) => selectorMatches(selector, entry.row.labels));
}
