/** Labels that pods carry and that are so like those of a selector that it must be a slip. */

import { lookUp } from '../../base/look-up.ts';
import { type NameOrder, nameOrder, neighbours } from '../../base/name-order.ts';
import { isNearBeside, isNearMiss } from '../../base/near-miss.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { labelKey, workloadsByLabel, workloadsInNamespace } from '../tables/workloads.ts';
import { isBeside } from './beside.ts';
import type { Asker } from './questions.ts';

interface Carried {
  /** Values by label. */
  readonly values: Readonly<Record<string, NameOrder>>;
  readonly labels: NameOrder;
}

/** Labels of the pods of a namespace (`*`: of all). */
const carried = defineDerived<Carried>({
  name: 'carriedLabels',
  derive(namespace, world) {
    const values = new Map<string, string[]>();
    for (const { row } of world.read(workloadsInNamespace, namespace)) {
      for (const [label, value] of Object.entries(row.labels)) {
        const known = values.get(label);
        if (known === undefined) values.set(label, [value]);
        else known.push(value);
      }
    }
    const orders = [...values].map(([label, names]) => [label, nameOrder(names)] as const);
    return { values: Object.fromEntries(orders), labels: nameOrder(values.keys()) };
  },
});

/** Of the pairs that no pod carries: near values under the same label, and near labels with the same value. */
export function nearLabels(
  world: WorldReader,
  namespace: string,
  selector: Labels,
  by: Asker | undefined,
): readonly string[] {
  const { values, labels } = world.derive(carried, namespace);
  const found = Object.entries(selector).flatMap(([label, value]) => {
    if (world.has(workloadsByLabel, labelKey(namespace, label, value))) return [];
    const order = lookUp(values, label);
    const like =
      order === undefined ? [] : neighbours(order, value).filter((known) => isNear(known, label, value));
    const keys = neighbours(labels, label).filter(
      (known) => isNearMiss(label, known) && world.has(workloadsByLabel, labelKey(namespace, known, value)),
    );
    return [...like, ...keys.map((key) => `${key}=${value}`)];
  });
  return [...new Set(found)];

  function isNear(known: string, label: string, value: string): boolean {
    if (isNearMiss(value, known)) return !holdsPlaceholder(known);
    return (
      by !== undefined &&
      isNearBeside(value, known) &&
      !holdsPlaceholder(known) &&
      world
        .read(workloadsByLabel, labelKey(namespace, label, known))
        .some(({ resource }) => isBeside(world, resource, by))
    );
  }
}
