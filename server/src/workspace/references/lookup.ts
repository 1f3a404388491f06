/** From origins to targets and back: the only place that matches them. */
import { append } from '../../base/append.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { inOrder } from '../cell-store.ts';
import type { WorldReader } from '../check.ts';
import { Slot } from '../slot.ts';
import { definitions } from '../tables/definitions.ts';
import { referenceKey, referenceOrigins, referenceTargets } from '../tables/reference-sites.ts';
import type { WorldView } from '../world-view.ts';
import type { ReferenceKind } from './reference-kind.ts';
import { referenceKind } from './reference-kinds.ts';
import { type PlacedSite, type Site, siteKey } from './site.ts';
import { sitesOf } from './sites-of.ts';

/** What an origin means; nothing when it means nothing in these files. */
export function targetsOf(reader: WorldReader, origin: PlacedSite): readonly PlacedSite[] {
  const kind = referenceKind(origin.row.kind);
  return kind.resolve(
    {
      world: reader,
      targets: (name) => reader.read(referenceTargets, referenceKey(kind.id, name)),
      targetsIn: (objects, name) =>
        targetsIn(reader, objects, (row) => row.kind === kind.id && row.name === name),
    },
    origin,
  );
}

function targetsIn(
  reader: WorldReader,
  objects: readonly ResourceRef[],
  isWanted: (row: Site) => boolean,
): readonly PlacedSite[] {
  const written = objects.flatMap((object) => [
    object,
    ...reader.read(definitions, object.key).map(({ resource }) => resource),
  ]);
  return inOrder(
    [...new Set(written)].flatMap((resource) =>
      resource instanceof Slot
        ? sitesOf(resource.resource)
            .targets.filter(isWanted)
            .map((row) => ({ row, resource }))
        : [],
    ),
  );
}

/** Every origin in the world that means a target; of those that are wanted at all, when a caller wants some only. */
export function originsOf(
  world: WorldView,
  target: PlacedSite,
  isWanted: (origin: PlacedSite) => boolean = () => true,
): readonly PlacedSite[] {
  const kind = referenceKind(target.row.kind);
  const reader = world.reader();
  const candidates = originNames(world, kind, target).flatMap((name) =>
    reader.read(referenceOrigins, referenceKey(kind.id, name)).filter(isWanted),
  );
  if (kind.identity === 'name') return candidates;
  const wanted = siteKey(target);
  return candidates
    .filter((origin) => kind.couldMean?.(origin.row, target.row) ?? true)
    .filter((origin) => targetsOf(reader, origin).some((found) => siteKey(found) === wanted));
}

/** All that means the same: what must be renamed together. */
export interface LinkedSites {
  readonly targets: readonly PlacedSite[];
  readonly origins: readonly PlacedSite[];
}

/** Everything that one can reach from some sites by going from origins to targets and back; wildcards lead nowhere. */
export function linkedSites(world: WorldView, from: LinkedSites): LinkedSites {
  const reader = world.reader();
  const targets = new Map<string, PlacedSite>();
  const origins = new Map<string, PlacedSite>();
  const openTargets = [...from.targets];
  const openOrigins = [...from.origins];
  while (openTargets.length > 0 || openOrigins.length > 0) {
    for (const origin of openOrigins.splice(0)) {
      if (origin.row.isLoose === true || origins.has(placeKey(origin))) continue;
      origins.set(placeKey(origin), origin);
      append(openTargets, targetsOf(reader, origin));
      append(openOrigins, namesakes(reader, origin));
    }
    for (const target of openTargets.splice(0)) {
      if (targets.has(placeKey(target))) continue;
      targets.set(placeKey(target), target);
      append(openTargets, twins(reader, target, target.row));
      append(openOrigins, originsOf(world, target));
    }
  }
  return { targets: [...targets.values()], origins: [...origins.values()] };
}

/** Targets that are the same thing as one that reads like `row`: other definitions of it, or the name written twice. */
export function twins(
  reader: WorldReader,
  target: PlacedSite,
  row: Pick<PlacedSite['row'], 'name' | 'facts'>,
): readonly PlacedSite[] {
  const { id, rename } = referenceKind(target.row.kind);
  const within = 'refused' in rename ? 'world' : rename.within;
  return reader
    .read(referenceTargets, referenceKey(id, row.name))
    .filter(
      (other) =>
        (within !== 'object' || other.resource.key === target.resource.key) &&
        JSON.stringify(other.row.facts) === JSON.stringify(row.facts),
    );
}

/** One place in one file; several definitions of an object have a place each. */
function placeKey(site: PlacedSite): string {
  const { unit, index } = site.resource as Slot;
  return `${siteKey(site)} ${unit} ${index}`;
}

/** Origins that mean the same by name alone. */
export function namesakes(reader: WorldReader, { row }: PlacedSite): readonly PlacedSite[] {
  const isGlobal = referenceKind(row.kind).identity === 'name';
  return isGlobal ? reader.read(referenceOrigins, referenceKey(row.kind, row.name)) : [];
}

function originNames(world: WorldView, kind: ReferenceKind, { row }: PlacedSite): readonly string[] {
  const names = kind.originNames?.(row) ?? [row.name];
  if (names !== 'any') return names;
  const prefix = referenceKey(kind.id, '');
  return [...world.keys(referenceOrigins)]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}
