/** `3 references`: how many places mean what is defined here. */
import { originsOf } from '../../workspace/references/lookup.ts';
import type { ReferenceId } from '../../workspace/references/reference-id.ts';
import type { Site } from '../../workspace/references/site.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { referenceKey, referenceOrigins } from '../../workspace/tables/reference-sites.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { locationOf, uniqueLocations } from '../navigation/location.ts';
import type { LensText } from './lens.ts';

/**
 * `always`: made to be used, even "0 references" says something. `used`: most often it stands alone, and is told only when
 * something names it. `never`: numbers and words that are everywhere.
 */
const COUNTED: Readonly<Record<ReferenceId, 'always' | 'used' | 'never'>> = {
  'container-port': 'never',
  'destination-rule': 'used',
  gateway: 'always',
  'gateway-class': 'used',
  host: 'always',
  issuer: 'used',
  'kubernetes-gateway': 'always',
  label: 'never',
  listener: 'used',
  namespace: 'used',
  port: 'never',
  'port-name': 'never',
  provider: 'never',
  route: 'used',
  secret: 'used',
  'service-account': 'used',
  subset: 'always',
  'virtual-service': 'used',
};

export function isCounted(world: WorldView, { kind, name }: Site): boolean {
  if (COUNTED[kind] !== 'used') return COUNTED[kind] === 'always';
  return world.reader().has(referenceOrigins, referenceKey(kind, name));
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
