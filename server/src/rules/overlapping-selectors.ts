/** Objects of one kind and namespace that select the same workload: shared by the kinds that allow only one. */

import type { Resource } from '../model/resource.ts';
import { workloadSelector } from '../model/workload-selector.ts';
import { isSelectorSubset, type Labels, selectorMatches } from '../primitives/selector.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { RelatedPlace } from '../workspace/finding.ts';
import { selectWorkloads } from '../workspace/resolve/workloads.ts';
import type { Entry } from '../workspace/table.ts';
import { type SelectorRow, selectorless, selectorsByLabel } from '../workspace/tables/workload-selectors.ts';
import { labelKey, type WorkloadRow } from '../workspace/tables/workloads.ts';

export interface Overlap {
  readonly at: { readonly path: string; readonly part: 'key' };
  readonly data: { readonly others: readonly string[]; readonly workload: string };
  readonly related: readonly RelatedPlace[];
}

/** Undefined when the object is alone. Where no workload is known, selectors that include one another overlap. */
export function overlapOf(
  resource: Resource,
  world: WorldReader,
  counts: (workload: WorkloadRow) => boolean,
): Overlap | undefined {
  const { labels, path, isTargeted } = resource.facts(workloadSelector);
  if (isTargeted || Object.keys(labels).length === 0) return undefined;
  const selected = selectWorkloads(world, resource.namespace, labels);
  const workloads = selected.filter(({ row }) => counts(row));
  const others = new Map<string, Entry<SelectorRow>>();
  let shared: string | undefined;
  for (const { row } of workloads) {
    const meeting = candidates(resource, world, row.labels).filter((other) =>
      selectorMatches(other.row.labels, row.labels),
    );
    for (const other of meeting) others.set(other.resource.key, other);
    if (meeting.length > 0) shared ??= row.name;
  }
  if (selected.length === 0 && world.config('completeness') !== 'complete') {
    for (const other of candidates(resource, world, labels)) {
      const isNested =
        isSelectorSubset(labels, other.row.labels) || isSelectorSubset(other.row.labels, labels);
      if (isNested) others.set(other.resource.key, other);
    }
  }
  if (others.size === 0) return undefined;
  return {
    at: { path, part: 'key' },
    data: { others: [...others.values()].map(({ row }) => row.name).sort(), workload: shared ?? '' },
    related: [...others.values()].map(({ row, resource: other }) => ({
      resource: other,
      path: row.path,
      part: 'key',
      text: 'selects the same workloads',
    })),
  };
}

/** `others` names, and the places of their names. */
export function othersForNamespace(
  resource: Resource,
  world: WorldReader,
): { readonly others: readonly string[]; readonly related: readonly RelatedPlace[] } {
  const { labels, isTargeted } = resource.facts(workloadSelector);
  if (isTargeted || Object.keys(labels).length > 0) return { others: [], related: [] };
  const others = world
    .read(selectorless, `${resource.kindId} ${resource.namespace}`)
    .filter((entry) => entry.resource.key !== resource.key);
  return {
    others: others.map(({ row }) => row.name),
    related: others.map(({ resource: other }) => ({
      resource: other,
      path: 'metadata.name',
      text: 'also for the whole namespace',
    })),
  };
}

/** Other objects whose selector has a pair in common with the labels. */
function candidates(resource: Resource, world: WorldReader, labels: Labels): readonly Entry<SelectorRow>[] {
  return Object.entries(labels)
    .flatMap(([label, value]) =>
      world.read(selectorsByLabel, `${resource.kindId} ${labelKey(resource.namespace, label, value)}`),
    )
    .filter((entry) => entry.resource.key !== resource.key);
}
