/** Objects of one kind and namespace that select the same workload: shared by the kinds that allow only one. */

import { nameList } from '../base/name-list.ts';
import type { Resource } from '../model/resource.ts';
import { workloadSelector } from '../model/workload-selector.ts';
import { isSelectorSubset, type Labels, selectorMatches } from '../primitives/selector.ts';
import type { Derived, WorldReader } from '../workspace/check.ts';
import { Crowd, defineCrowds, MOST_OTHERS } from '../workspace/crowd.ts';
import { defineDerived } from '../workspace/derived.ts';
import type { RelatedPlace } from '../workspace/finding.ts';
import { selectWorkloads } from '../workspace/resolve/workloads.ts';
import type { Entry } from '../workspace/table.ts';
import { type SelectorRow, selectorsByLabel } from '../workspace/tables/workload-selectors.ts';
import { labelKey, type WorkloadRow } from '../workspace/tables/workloads.ts';

export interface Overlap {
  readonly at: { readonly path: string; readonly part: 'key' };
  readonly data: {
    /** The first ones. */
    readonly others: readonly string[];
    readonly count: number;
    readonly workload: string;
  };
  readonly related: readonly RelatedPlace[];
  readonly relatedCount: number;
}

/** Whom all objects with one selector meet. Key: kind, namespace and pairs of the selector as JSON. */
export type Meetings = Derived<Meeting>;

interface Meeting {
  /** Those with the selector included. */
  readonly crowd: Crowd<SelectorRow>;
  /** Sorted. */
  readonly names: readonly string[];
  /** The first workload that somebody selects, and the first that somebody else does. */
  readonly shared: readonly { readonly workload: string; readonly keys: readonly string[] }[];
}

export function defineMeetings(
  name: string,
  counts: (world: WorldReader, workload: WorkloadRow) => boolean,
): Meetings {
  return defineDerived({
    name: `objects that select the same as ${name}`,
    derive(key, world) {
      const [kindId, namespace, pairs] = JSON.parse(key) as readonly [string, string, [string, string][]];
      return meetingOf(world, `${kindId} ${namespace}`, Object.fromEntries(pairs), {
        selected: selectWorkloads(world, namespace, Object.fromEntries(pairs)),
        counts: (workload) => counts(world, workload),
      });
    },
  });
}

/** Undefined when the object is alone. Where no workload is known, selectors that include one another overlap. */
export function overlapOf(resource: Resource, world: WorldReader, meetings: Meetings): Overlap | undefined {
  const { labels, path, isTargeted } = resource.facts(workloadSelector);
  if (isTargeted || Object.keys(labels).length === 0) return undefined;
  const { kindId, namespace, name } = resource;
  const key = JSON.stringify([kindId, namespace, Object.entries(labels)]);
  const { crowd, names, shared } = world.derive(meetings, key);
  const others = crowd.others(resource, crowd.sorts);
  if (others.count === 0) return undefined;
  const first = shared.find(({ keys }) => keys.some((each) => each !== resource.key));
  return {
    at: { path, part: 'key' },
    data: {
      others: names
        .slice(0, MOST_OTHERS + 1)
        .filter((other) => other !== name)
        .slice(0, MOST_OTHERS),
      count: others.count,
      workload: first?.workload ?? '',
    },
    relatedCount: others.count,
    related: others.nearest.map(({ row, resource: other }) => ({
      resource: other,
      path: row.path,
      part: 'key',
      text: 'selects the same workloads',
    })),
  };
}

export function overlapMessage({ others, count, workload }: Overlap['data']): string {
  const names = nameList(others, count);
  return workload === ''
    ? `Selector overlaps with that of ${names}`
    : `Workload "${workload}" is also selected by ${names}`;
}

interface Selected {
  readonly selected: readonly Entry<WorkloadRow>[];
  counts(workload: WorkloadRow): boolean;
}

/** Workloads with the same labels are selected by the same objects, and objects with one selector select the same. */
function meetingOf(
  world: WorldReader,
  prefix: string,
  labels: Labels,
  { selected, counts }: Selected,
): Meeting {
  const meeting = new Map<string, Entry<SelectorRow>>();
  const shared: { workload: string; keys: readonly string[] }[] = [];
  const seen = new Set<string>();
  for (const { row } of selected) {
    const alike = JSON.stringify([row.labels, row.mesh, row.namespace]);
    if (seen.has(alike) || !counts(row)) continue;
    seen.add(alike);
    const found = candidates(world, prefix, row.labels, (other) => selectorMatches(other, row.labels));
    for (const [key, entry] of found) meeting.set(key, entry);
    if (isNews(shared, found)) shared.push({ workload: row.name, keys: [...found.keys()].slice(0, 2) });
  }
  if (selected.length === 0 && world.config('completeness') !== 'complete') {
    const isNested = (other: Labels) => isSelectorSubset(labels, other) || isSelectorSubset(other, labels);
    for (const [key, entry] of candidates(world, prefix, labels, isNested)) meeting.set(key, entry);
  }
  const entries = [...meeting.values()];
  return { crowd: new Crowd(entries, () => ''), names: entries.map(({ row }) => row.name).sort(), shared };
}

/** Whether an object is among those found that the workloads before do not tell of. */
function isNews(
  shared: readonly { readonly keys: readonly string[] }[],
  found: ReadonlyMap<string, unknown>,
): boolean {
  const known = shared.flatMap(({ keys }) => keys);
  if (known.length > 1 || found.size === 0) return false;
  return found.size > 1 || !found.has(known[0] ?? '');
}

const selectors = defineCrowds(selectorsByLabel, ({ row }) =>
  JSON.stringify(Object.entries(row.labels).toSorted()),
);

/** Objects whose selector has a pair in common with the labels, and is one that is asked for. */
function candidates(
  world: WorldReader,
  prefix: string,
  labels: Labels,
  isMeant: (selector: Labels) => boolean,
): ReadonlyMap<string, Entry<SelectorRow>> {
  const found = new Map<string, Entry<SelectorRow>>();
  for (const [label, value] of Object.entries(labels)) {
    const crowd = selectors.of(world, labelKey(prefix, label, value));
    const meant = crowd.sorts.filter(({ sample }) => isMeant(sample.row.labels));
    for (const entry of crowd.rows(meant)) found.set(entry.resource.key, entry);
  }
  return found;
}
