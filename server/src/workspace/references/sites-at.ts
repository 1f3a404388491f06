/** What stands at a position: the sites whose text the cursor touches. */
import { type OffsetRange, touchesOffset } from '../../base/offset-range.ts';
import type { Resource } from '../../model/resource.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { Snapshot } from '../snapshot.ts';
import type { World } from '../world.ts';
import type { PlacedSite, Site } from './site.ts';
import { sitesOf } from './sites-of.ts';

export interface SiteAt extends PlacedSite {
  readonly role: 'target' | 'origin';
  readonly world: World;
  /** In file offsets. */
  readonly range: OffsetRange;
}

/** Narrowest first: the namespace in a host name before the host. Targets and origins of one range stand together. */
export function sitesAt(snapshot: Snapshot, uri: string, offset: number): readonly SiteAt[] {
  const world = snapshot.world(uri);
  const slot = snapshot.resourceAt(uri, offset);
  if (world === undefined || slot === undefined) return [];
  const { targets, origins } = sitesOf(slot.resource);
  const placed = (role: SiteAt['role'], sites: readonly Site[]) =>
    sites.map((row) => ({
      row,
      resource: slot,
      role,
      world,
      range: rangeOfSite(snapshot, { row, resource: slot }),
    }));
  return [...placed('target', targets), ...placed('origin', origins)]
    .filter(({ range }) => touchesOffset(range, offset))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
}

/** Where a site stands now, in the offsets of its file, without the quotes around it. */
export function rangeOfSite(snapshot: Snapshot, { row, resource }: PlacedSite): OffsetRange {
  const slice = row.slice ?? wholeText(snapshot.slotOf(resource).resource, row);
  const place = { resource, path: row.path, ...(row.part !== undefined && { part: row.part }) };
  return snapshot.rangeOf(slice === undefined ? place : { ...place, slice }).range;
}

function wholeText(resource: Resource, { path, part }: Site): OffsetRange | undefined {
  const node = part === 'key' ? undefined : locatePath(resource.root, path)?.node;
  return node?.kind === 'scalar' ? { start: 0, end: node.text.length } : undefined;
}
