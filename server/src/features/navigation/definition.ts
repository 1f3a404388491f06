/** Where the name under the cursor is defined. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { targetsOf } from '../../workspace/references/lookup.ts';
import { isSameName, rangeOfSite, sitesAt } from '../../workspace/references/sites-at.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { valuesDefinition } from '../chart-values/values-features.ts';
import { type Location, locationOf, uniqueLocations } from './location.ts';

export interface Definition {
  /** The text that was asked about. */
  readonly origin: OffsetRange;
  readonly targets: readonly Location[];
}

/** The narrowest name that means something; on a definition, the definition itself. */
export function definition(snapshot: Snapshot, uri: string, offset: number): Definition | undefined {
  const values = valuesDefinition(snapshot, uri, offset);
  if (values !== undefined) return values;
  const sites = sitesAt(snapshot, uri, offset);
  const origins = sites.filter(({ role }) => role === 'origin');
  for (const site of origins) {
    if (targetsOf(site.world.reader(), site).length === 0) continue;
    // The same name may mean something else in another world of the file.
    const alike = origins.filter((other) => isSameName(site, other));
    const targets = alike.flatMap((other) => targetsOf(other.world.reader(), other));
    return {
      origin: site.range,
      targets: uniqueLocations(targets.map((each) => locationOf(snapshot, each))),
    };
  }
  const own = sites.find(({ role }) => role === 'target');
  return own && { origin: own.range, targets: [{ uri, range: rangeOfSite(snapshot, own) }] };
}
