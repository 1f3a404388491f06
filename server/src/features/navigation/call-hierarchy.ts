/**
 * Who routes to me, and where do I route: Gateways to VirtualServices and routes, those to services and delegates,
 * services to workloads. Edges follow from the table of references.
 */
import { kindName } from '../../base/kind-id.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { originsOf, targetsOf } from '../../workspace/references/lookup.ts';
import type { PlacedSite, Site } from '../../workspace/references/site.ts';
import { rangeOfSite, sitesAt } from '../../workspace/references/sites-at.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface HierarchyItem {
  readonly resource: ResourceRef;
  readonly name: string;
  /** `VirtualService in shop`. */
  readonly detail: string;
  readonly uri: string;
  readonly range: OffsetRange;
  readonly selectionRange: OffsetRange;
}

export interface HierarchyCall {
  readonly item: HierarchyItem;
  /** Places in the caller. */
  readonly ranges: readonly OffsetRange[];
}

interface Edge {
  readonly caller: ResourceRef;
  readonly called: ResourceRef;
  /** In the caller. */
  readonly at: PlacedSite;
}

/** Items to start from: what the name under the cursor means, else the object around it. */
export function prepareHierarchy(snapshot: Snapshot, uri: string, offset: number): readonly HierarchyItem[] {
  for (const site of sitesAt(snapshot, uri, offset)) {
    if (site.role === 'target' || !isForward(site.row)) continue;
    const targets = targetsOf(site.world.reader(), site);
    if (targets.length > 0) return unique(targets.map(({ resource }) => itemOf(snapshot, resource)));
  }
  const slot = snapshot.resourceAt(uri, offset);
  return slot === undefined ? [] : [itemOf(snapshot, slot)];
}

export function incomingCalls(snapshot: Snapshot, resource: ResourceRef): readonly HierarchyCall[] {
  return grouped(snapshot, edgesInto(snapshot, snapshot.slotOf(resource)), 'caller');
}

export function outgoingCalls(snapshot: Snapshot, resource: ResourceRef): readonly HierarchyCall[] {
  return grouped(snapshot, edgesFrom(snapshot, snapshot.slotOf(resource)), 'called');
}

function edgesFrom(snapshot: Snapshot, slot: Slot): readonly Edge[] {
  const world = snapshot.worldOf(slot);
  if (world === undefined) return [];
  const { origins, targets } = sitesOf(slot.resource);
  const forward = origins.filter(isForward).flatMap((row) => {
    const at = { row, resource: slot };
    return targetsOf(world.reader(), at).map(({ resource }) => ({ caller: slot, called: resource, at }));
  });
  const bound = targets.filter(isBinding).flatMap((row) => {
    const at = { row, resource: slot };
    return originsOf(world, at)
      .filter((origin) => isRoute(origin.resource))
      .map(({ resource }) => ({ caller: slot, called: resource, at }));
  });
  return [...forward, ...bound];
}

function edgesInto(snapshot: Snapshot, slot: Slot): readonly Edge[] {
  const world = snapshot.worldOf(slot);
  if (world === undefined) return [];
  const { origins, targets } = sitesOf(slot.resource);
  const forward = targets.flatMap((row) =>
    originsOf(world, { row, resource: slot })
      .filter((origin) => isForward(origin.row))
      .map((at) => ({ caller: at.resource, called: slot, at })),
  );
  const bound = isRoute(slot)
    ? origins.filter(isBinding).flatMap((row) =>
        targetsOf(world.reader(), { row, resource: slot }).map((at) => ({
          caller: at.resource,
          called: slot,
          at,
        })),
      )
    : [];
  return [...forward, ...bound];
}

/** A name in the caller that sends traffic to what it means: destinations, backends, delegates, a Service's pods. */
function isForward({ kind, path }: Site): boolean {
  if (kind === 'host') {
    const lower = path.toLowerCase();
    if (/\.(?:destination|mirror)\.host$|backend\.service\.name$/.test(lower)) return true;
    return lower.includes('backendref') && lower.endsWith('.name');
  }
  if (kind === 'virtual-service') return path.includes('delegate');
  return kind === 'label' && /^spec\.selector(\.|\[)(?!matchLabels)/.test(path);
}

/** A name in a route that says by which gateway traffic comes. */
function isBinding({ kind, path }: Site): boolean {
  return (kind === 'gateway' || kind === 'kubernetes-gateway') && !path.startsWith('metadata.labels');
}

function isRoute({ kindId }: ResourceRef): boolean {
  return kindId === 'networking.istio.io/VirtualService' || kindId.endsWith('Route');
}

function grouped(
  snapshot: Snapshot,
  edges: readonly Edge[],
  side: 'caller' | 'called',
): readonly HierarchyCall[] {
  const calls = new Map<
    string,
    { readonly item: HierarchyItem; readonly ranges: Map<number, OffsetRange> }
  >();
  for (const edge of edges) {
    const item = itemOf(snapshot, edge[side]);
    const call = calls.get(keyOf(item)) ?? { item, ranges: new Map<number, OffsetRange>() };
    calls.set(keyOf(item), call);
    const range = rangeOfSite(snapshot, edge.at);
    call.ranges.set(range.start, range);
  }
  return [...calls.values()].map(({ item, ranges }) => ({
    item,
    ranges: [...ranges.values()].sort((a, b) => a.start - b.start),
  }));
}

function itemOf(snapshot: Snapshot, resource: ResourceRef): HierarchyItem {
  const { uri, origin } = snapshot.slotOf(resource);
  const kind = kindName(resource.kindId);
  return {
    resource,
    name: resource.name,
    detail: resource.namespace === '' ? kind : `${kind} in ${resource.namespace}`,
    uri,
    range: origin.extent,
    selectionRange: snapshot.rangeOf({ resource, path: 'metadata.name' }).range,
  };
}

function keyOf({ uri, range }: HierarchyItem): string {
  return `${uri} ${range.start}`;
}

function unique(items: readonly HierarchyItem[]): readonly HierarchyItem[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
