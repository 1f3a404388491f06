/** Every use of the thing under the cursor, and its highlights in one file. */
import { namesakes, originsOf, targetsOf } from '../../workspace/references/lookup.ts';
import { referenceKind } from '../../workspace/references/reference-kinds.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import { type SiteAt, sitesAt } from '../../workspace/references/sites-at.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { type Location, locationOf, uniqueLocations } from './location.ts';

export type Declarations = 'with-declarations' | 'without-declarations';

/** Uses of the narrowest name that means something here; none when the cursor is on no name. */
export function references(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  declarations: Declarations,
): readonly Location[] {
  const found = thingAt(sitesAt(snapshot, uri, offset), () => true);
  if (found === undefined) return [];
  const sites = declarations === 'with-declarations' ? [...found.targets, ...found.origins] : found.origins;
  return uniqueLocations(sites.map((site) => locationOf(snapshot, site)));
}

export interface Highlight extends Pick<Location, 'range'> {
  readonly kind: 'definition' | 'use';
}

/** The same places, in this file only: editors ask wherever the cursor goes, so other files are not looked at. */
export function highlights(snapshot: Snapshot, uri: string, offset: number): readonly Highlight[] {
  const isHere = ({ resource }: PlacedSite) => snapshot.slotOf(resource).origin.files.includes(uri);
  const found = thingAt(sitesAt(snapshot, uri, offset), isHere);
  if (found === undefined) return [];
  const placed = (sites: readonly PlacedSite[], kind: Highlight['kind']) =>
    uniqueLocations(sites.map((site) => locationOf(snapshot, site)).filter((place) => place.uri === uri)).map(
      ({ range }) => ({ range, kind }),
    );
  return [...placed(found.targets, 'definition'), ...placed(found.origins, 'use')];
}

interface Thing {
  readonly targets: readonly PlacedSite[];
  readonly origins: readonly PlacedSite[];
}

/** One name may define several things: a Gateway and the Service that is made for it. */
function thingAt(sites: readonly SiteAt[], isWanted: (site: PlacedSite) => boolean): Thing | undefined {
  for (const first of sites) {
    const same = sites.filter(
      ({ range }) => range.start === first.range.start && range.end === first.range.end,
    );
    const things = same.map((site) => thingOf(site, isWanted));
    const targets = things.flatMap((thing) => thing.targets);
    const origins = things.flatMap((thing) => thing.origins);
    if (targets.length > 0 || origins.length > 0) {
      return { targets: targets.filter(isWanted), origins };
    }
  }
  return undefined;
}

function thingOf(site: SiteAt, isWanted: (site: PlacedSite) => boolean): Thing {
  const { world } = site;
  const reader = world.reader();
  const targets = site.role === 'target' ? [site] : targetsOf(reader, site);
  const isGlobal = referenceKind(site.row.kind).identity === 'name';
  if (isGlobal && site.role === 'origin')
    return { targets, origins: namesakes(reader, site).filter(isWanted) };
  return { targets, origins: targets.flatMap((target) => originsOf(world, target, isWanted)) };
}
