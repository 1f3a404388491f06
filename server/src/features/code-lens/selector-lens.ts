/** `selects 3 workloads`: what a selector means. */
import { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { uniqueLocations } from '../navigation/location.ts';
import { type Selection, selectedBy, selectionsOf } from '../selection/selections.ts';
import type { LensText } from './lens.ts';

/** Path above which the lens stands: subsets have theirs beside the count of their references. */
export function selectorPlace({ path, host }: Selection): string {
  return host === undefined ? path : path.replace(/\.labels$/, '.name');
}

export function selectorLens(
  snapshot: Snapshot,
  world: WorldView,
  slot: Slot,
  path: string,
): LensText | undefined {
  const reader = world.reader();
  const selection = selectionsOf(reader, slot.resource).find((each) => each.path === path);
  if (selection === undefined) return undefined;
  const { workloads, endpoints } = selectedBy(reader, selection);
  const parts = [
    ...(workloads.length === 0 ? [] : [counted(workloads.length, 'workload')]),
    ...(endpoints === 0 ? [] : [counted(endpoints, 'endpoint')]),
  ];
  const places = workloads.flatMap(({ resource }) =>
    resource instanceof Slot ? [snapshot.rangeOf({ resource, path: 'metadata.name' })] : [],
  );
  return {
    title: `selects ${parts.length === 0 ? 'no workload in these files' : parts.join(' and ')}`,
    locations: uniqueLocations(places),
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
