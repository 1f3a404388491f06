/** What stands at a position: the sites whose text the cursor touches. */
import { type OffsetRange, touchesOffset } from '../../base/offset-range.ts';
import { locateIn } from '../../model/document-part.ts';
import type { WrittenResource } from '../../model/resource.ts';
import type { FileRange } from '../origin.ts';
import type { Snapshot } from '../snapshot.ts';
import type { WorldView } from '../world-view.ts';
import { type PlacedSite, type Site, siteKey } from './site.ts';
import { sitesOf } from './sites-of.ts';

export interface SiteAt extends PlacedSite {
  readonly role: 'target' | 'origin';
  readonly world: WorldView;
  /** In file offsets. */
  readonly range: OffsetRange;
}

/**
 * Narrowest first: the namespace in a host name before the host. Targets and origins of one range stand together, and
 * those of the file's primary world before those of others.
 */
export function sitesAt(snapshot: Snapshot, uri: string, offset: number): readonly SiteAt[] {
  return snapshot
    .worldsOf(uri)
    .flatMap((world) => sitesInWorld(snapshot, world, uri, offset))
    .sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start));
}

function sitesInWorld(snapshot: Snapshot, world: WorldView, uri: string, offset: number): readonly SiteAt[] {
  const slot = snapshot.resourceAt(uri, offset, world);
  if (slot === undefined) return [];
  const { targets, origins } = sitesOf(slot.resource);
  const placed = (role: SiteAt['role'], sites: readonly Site[]) =>
    sites.flatMap((row): readonly SiteAt[] => {
      const place = placeOfSite(snapshot, { row, resource: slot });
      const isHere = place.uri === uri && touchesOffset(place.range, offset);
      return isHere ? [{ row, resource: slot, role, world, range: place.range }] : [];
    });
  return [...placed('target', targets), ...placed('origin', origins)];
}

/** One name as two worlds see it; of one world, a site is only like itself. */
export function isSameName(a: SiteAt, b: SiteAt): boolean {
  if (a === b) return true;
  return a.world !== b.world && siteKey(a) === siteKey(b) && a.role === b.role;
}

/** Where a site stands now, in the offsets of its file, without the quotes around it. */
export function placeOfSite(snapshot: Snapshot, { row, resource }: PlacedSite): FileRange {
  const slice = row.slice ?? wholeText(snapshot.slotOf(resource).resource, row);
  const place = { resource, path: row.path, ...(row.part !== undefined && { part: row.part }) };
  return snapshot.rangeOf(slice === undefined ? place : { ...place, slice });
}

export function rangeOfSite(snapshot: Snapshot, site: PlacedSite): OffsetRange {
  return placeOfSite(snapshot, site).range;
}

function wholeText(resource: WrittenResource, { path, part }: Site): OffsetRange | undefined {
  const node = part === 'key' ? undefined : locateIn(resource, path)?.node;
  return node?.kind === 'scalar' ? { start: 0, end: node.text.length } : undefined;
}
