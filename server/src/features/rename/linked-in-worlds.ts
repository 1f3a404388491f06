/** What is renamed together where several worlds are made of the same files: a base changes for all who use it. */
import { append } from '../../base/append.ts';
import { linkedSites } from '../../workspace/references/lookup.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import { placeOfSite, type SiteAt, sitesAt } from '../../workspace/references/sites-at.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Refusal, Renaming } from './renaming.ts';

/** More places than this in files that others share are one renaming too many. */
const MOST_SHARED = 2_000;

export function linkedInWorlds(
  snapshot: Snapshot,
  sites: readonly SiteAt[],
): Pick<Renaming, 'targets' | 'origins'> | Refusal {
  const targets: PlacedSite[] = [];
  const origins: PlacedSite[] = [];
  const open = [...sites];
  const seen = new Set(open.map(keyOf));
  for (let at = 0; at < open.length; at++) {
    const site = open[at] as SiteAt;
    const linked = linkedSites(
      site.world,
      site.role === 'target' ? { targets: [site], origins: [] } : { targets: [], origins: [site] },
    );
    append(targets, linked.targets);
    append(origins, linked.origins);
    const placed = [
      ...linked.targets.map((found) => ({ found, role: 'target' as const })),
      ...linked.origins.map((found) => ({ found, role: 'origin' as const })),
    ];
    for (const { found, role } of placed) {
      const others = inOtherWorlds(snapshot, found, role, site.world.id);
      if ('refused' in others) return others;
      for (const other of others) {
        if (seen.has(keyOf(other))) continue;
        seen.add(keyOf(other));
        open.push(other);
      }
      if (open.length > MOST_SHARED) return { refused: 'Too many worlds are made of the files that name it' };
    }
  }
  return { targets, origins };
}

/** The same text as the other worlds see it that are made of it. */
function inOtherWorlds(
  snapshot: Snapshot,
  found: PlacedSite,
  role: SiteAt['role'],
  world: string,
): readonly SiteAt[] | Refusal {
  // What stands in a file as it is was found at its own place.
  if (snapshot.slotOf(found.resource).origin.writtenPath === undefined) return [];
  const { uri, range } = placeOfSite(snapshot, found);
  if (snapshot.worldsOf(uri).length < 2) return [];
  const { row } = found;
  const others = sitesAt(snapshot, uri, range.start).filter(
    (site) =>
      site.world.id !== world &&
      site.role === role &&
      site.row.kind === row.kind &&
      site.range.start === range.start,
  );
  const renamed = others.find((site) => site.row.name !== row.name);
  if (renamed === undefined) return others;
  return { refused: `"${row.name}" is called "${renamed.row.name}" in ${renamed.world.name}` };
}

function keyOf({ world, row, role, resource }: SiteAt): string {
  return `${world.id} ${role} ${row.kind} ${row.path} ${row.slice?.start ?? ''} ${resource.key}`;
}
