/** What controllers do to objects of the files: rewrite them, copy them, or make them in the first place. */

import { REVISION_HASH_LABELS } from '../../model/argo-rollout.ts';
import { CANARY_SELECTOR_LABELS, PRIMARY_SUFFIX } from '../../model/flagger-canary.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { controlledObjects, copiedWorkloads, generatedObjects } from '../tables/traffic-controllers.ts';
import type { WorkloadRow } from '../tables/workloads.ts';

/** Whether a controller writes a part of an object: the weights of a route, the labels of a subset, a selector. */
export function isControlled(world: WorldReader, { key }: Pick<ResourceRef, 'key'>, part: string): boolean {
  return world
    .read(controlledObjects, key)
    .some(({ row: { parts } }) => parts.length === 0 || parts.includes(part));
}

/** Whether a controller makes an object that no file holds. */
export function isGenerated(world: WorldReader, key: string): boolean {
  return world.has(generatedObjects, key);
}

/** A selector without the labels that controllers give each revision: files never know their values. */
export function withoutRevisionHash(selector: Labels): Labels {
  if (!REVISION_HASH_LABELS.some((label) => Object.hasOwn(selector, label))) return selector;
  return Object.fromEntries(
    Object.entries(selector).filter(([label]) => !REVISION_HASH_LABELS.includes(label)),
  );
}

/** Copies that Flagger makes of workloads, for a selector that asks for one. */
export function copiesOfWorkloads(
  world: WorldReader,
  selector: Labels,
  select: (selector: Labels) => readonly Entry<WorkloadRow>[],
): readonly Entry<WorkloadRow>[] {
  const label = CANARY_SELECTOR_LABELS.find((each) => selector[each]?.endsWith(PRIMARY_SUFFIX) === true);
  if (label === undefined) return [];
  const value = (selector[label] ?? '').slice(0, -PRIMARY_SUFFIX.length);
  return select({ ...selector, [label]: value })
    .filter(({ row }) => world.has(copiedWorkloads, `${row.namespace}/${row.name}`))
    .map(({ row, resource }) => ({
      resource,
      row: {
        ...row,
        name: `${row.name}${PRIMARY_SUFFIX}`,
        labels: { ...row.labels, [label]: `${value}${PRIMARY_SUFFIX}` },
      },
    }));
}
