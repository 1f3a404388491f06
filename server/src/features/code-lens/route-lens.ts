/** `routes: 90 % v1, 10 % v2`: where the traffic of a route goes. */
import { targetsOf } from '../../workspace/references/lookup.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { locationOf, uniqueLocations } from '../navigation/location.ts';
import { type DestinationShare, percent, type SharedRoute, sharedRoutes } from '../weight-shares.ts';
import type { LensText } from './lens.ts';

const SHOWN = 4;

/** `path`: of one route; empty: of all routes of the object. */
export function routeLens(
  snapshot: Snapshot,
  world: WorldView,
  slot: Slot,
  path: string,
): LensText | undefined {
  const all = sharedRoutes(slot.resource);
  const routes = path === '' ? all : all.filter((route) => route.path === path);
  if (routes.length === 0) return undefined;
  const [only] = routes;
  const isSplit = routes.length === 1 && only !== undefined && only.destinations.length > 1;
  return {
    title: isSplit ? `routes: ${splitText(only)}` : `routes to ${hostsText(routes)}`,
    locations: definitions(snapshot, world, slot, routes),
  };
}

function splitText({ destinations }: SharedRoute): string {
  const isOneHost = new Set(destinations.map(({ host }) => host)).size === 1;
  const parts = destinations.map(
    (each) => `${percent(each.share ?? 0)} ${nameOf(each, isOneHost ? 'subset' : 'host')}`,
  );
  return shortened(parts);
}

/** As short as it stays clear: the subset alone where all go to one host. */
function nameOf({ host, subset }: DestinationShare, by: 'subset' | 'host'): string {
  if (subset === undefined) return shortHost(host);
  return by === 'subset' ? subset : `${shortHost(host)} ${subset}`;
}

function hostsText(routes: readonly SharedRoute[]): string {
  const hosts = routes.flatMap(({ destinations }) => destinations.map(({ host }) => shortHost(host)));
  return shortened([...new Set(hosts)]);
}

/** Services by their own name, other hosts as they are. */
function shortHost(host: string): string {
  return /^([^.]+)\.[^.]+\.svc(?:\.|$)/.exec(host)?.[1] ?? host;
}

function shortened(parts: readonly string[]): string {
  const rest = parts.length - SHOWN;
  return rest > 0 ? `${parts.slice(0, SHOWN).join(', ')}, ${rest} more` : parts.join(', ');
}

/** Where the destinations are defined: subsets, and hosts without one. */
function definitions(
  snapshot: Snapshot,
  world: WorldView,
  slot: Slot,
  routes: readonly SharedRoute[],
): LensText['locations'] {
  const items = routes.flatMap(({ destinations }) => destinations);
  const named = sitesOf(slot.resource).origins.filter(({ kind, path }) =>
    items.some(
      (item) => path.startsWith(`${item.path}.`) && kind === (item.subset === undefined ? 'host' : 'subset'),
    ),
  );
  const reader = world.reader();
  const targets = named.flatMap((row) => targetsOf(reader, { row, resource: slot }));
  return uniqueLocations(targets.map((target) => locationOf(snapshot, target)));
}
