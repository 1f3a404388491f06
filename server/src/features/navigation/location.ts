/** A range in a file. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import { placeOfSite } from '../../workspace/references/sites-at.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface Location {
  readonly uri: string;
  readonly range: OffsetRange;
}

export function locationOf(snapshot: Snapshot, site: PlacedSite): Location {
  return placeOfSite(snapshot, site);
}

/** In the order of files and text; a name that an alias brings to several places stands once. */
export function uniqueLocations(locations: readonly Location[]): readonly Location[] {
  const byKey = new Map(locations.map((each) => [`${each.uri} ${each.range.start} ${each.range.end}`, each]));
  return [...byKey.values()].sort((a, b) =>
    a.uri === b.uri ? a.range.start - b.range.start : a.uri < b.uri ? -1 : 1,
  );
}
