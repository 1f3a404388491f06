/** Workloads whose labels are not all known: values that somebody fills in later, labels that a template adds. */

import { lookUp } from '../../base/look-up.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { type WorkloadRow, workloadsInNamespace } from '../tables/workloads.ts';

export type PossibleLabels = Pick<WorkloadRow, 'labels' | 'hasMoreLabels'>;

/** Whether pods may carry the labels of a selector in the end. */
export function mayMatch(selector: Labels, { labels, hasMoreLabels }: PossibleLabels): boolean {
  return Object.entries(selector).every(([label, value]) => {
    const known = lookUp(labels, label);
    return known === undefined ? hasMoreLabels === true : known === value || holdsPlaceholder(known);
  });
}

/** Whether workloads of a namespace (`*`: of the world) may be selected once their values are known. */
export function mayBeSelected(world: WorldReader, namespace: string, selector: Labels): boolean {
  return world.derive(uncertain, namespace).some((pods) => mayMatch(selector, pods));
}

const uncertain = defineDerived<readonly PossibleLabels[]>({
  name: 'uncertainWorkloads',
  derive(namespace, world) {
    return world.read(workloadsInNamespace, namespace).flatMap(({ row: { labels, hasMoreLabels } }) => {
      if (hasMoreLabels === true) return [{ labels, hasMoreLabels }];
      return Object.values(labels).some(holdsPlaceholder) ? [{ labels }] : [];
    });
  },
});
