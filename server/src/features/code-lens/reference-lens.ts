/** `3 references`: how many places mean what is defined here. */
import { originsOf } from '../../workspace/references/lookup.ts';
import type { Site } from '../../workspace/references/site.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { referenceKey, referenceOrigins } from '../../workspace/tables/reference-sites.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { locationOf, uniqueLocations } from '../navigation/location.ts';
import type { LensText } from './lens.ts';

/** Things that are made to be used: even "0 references" says something. */
const ALWAYS: ReadonlySet<string> = new Set(['host', 'subset', 'gateway', 'kubernetes-gateway']);

/** Things that most often stand alone: told only when something names them. */
const WHEN_USED: ReadonlySet<string> = new Set([
  'destination-rule',
  'gateway-class',
  'issuer',
  'listener',
  'namespace',
  'route',
  'secret',
  'service-account',
  'virtual-service',
]);

export function isCounted(world: WorldView, { kind, name }: Site): boolean {
  if (ALWAYS.has(kind)) return true;
  return WHEN_USED.has(kind) && world.reader().has(referenceOrigins, referenceKey(kind, name));
}

/** Of everything that is named at a path. */
export function referenceLens(
  snapshot: Snapshot,
  world: WorldView,
  slot: Slot,
  path: string,
): LensText | undefined {
  const targets = sitesOf(slot.resource).targets.filter(
    (site) => site.path === path && isCounted(world, site),
  );
  if (targets.length === 0) return undefined;
  const origins = targets.flatMap((row) => originsOf(world, { row, resource: slot }));
  const locations = uniqueLocations(origins.map((origin) => locationOf(snapshot, origin)));
  const { length } = locations;
  return { title: `${length} reference${length === 1 ? '' : 's'}`, locations };
}
