/** Routes and match blocks of a VirtualService that no request reaches, because earlier ones take all of them. */
import { Cursor } from './cursor.ts';
import type { Model, Resource } from './resource.ts';
import { anyMatch, isCopy, type RouteMatch, routeMatch } from './route-match.ts';
import { type Taken, TakenMatches } from './taken-matches.ts';
import { type Route, virtualService } from './virtual-service.ts';

/** Why upstream would say so as well; `deeper` where it does not look. */
export type CoverReason = 'unconditional' | 'duplicate' | 'prefix' | 'deeper';

export interface CoveredMatch {
  /** Path of the match block; that of the route when it has none. */
  readonly path: string;
  readonly reason: CoverReason;
  /** Paths of what takes its requests. */
  readonly by: string;
  readonly byRoute: string;
}

export interface CoveredRoute {
  readonly path: string;
  /** Its name in quotes, or its number. */
  readonly label: string;
  readonly covered: readonly CoveredMatch[];
  /** Nothing is left for it. */
  readonly isUnreachable: boolean;
}

export const coveredRoutes: Model<readonly CoveredRoute[]> = {
  kinds: ['networking.istio.io/VirtualService'],
  build(resource) {
    // Alternatives of a template stand one after the other; only one of them is rendered.
    if (resource.isTemplate) return [];
    return (['http', 'tls', 'tcp'] as const).flatMap((protocol) => coveredIn(resource, protocol));
  },
};

function coveredIn(resource: Resource, protocol: Route['protocol']): CoveredRoute[] {
  const { routes: all, gateways } = resource.facts(virtualService);
  const routes = all.filter((route) => route.protocol === protocol);
  const [first] = routes;
  // Nothing is in front of the only match.
  if (first === undefined || (routes.length === 1 && first.matches.length < 2)) return [];
  const bound = gateways.length === 0 ? ['"mesh"'] : gateways.map(({ value }) => JSON.stringify(value));
  const items = resource.spec.get(protocol).items();
  const taken = new TakenMatches(protocol);
  return routes.flatMap((route) => {
    const item = items[route.index] ?? new Cursor(undefined);
    const blocks = item
      .get('match')
      .items()
      .map((block) => routeMatch(block, bound));
    const matches = blocks.length === 0 ? [anyMatch(bound)] : blocks;
    const takesAll = takesRequests(item);
    const covered = matches.flatMap((match) => {
      const by = taken.covering(match);
      if (by === undefined && takesAll) taken.add({ match, route });
      return by === undefined ? [] : [coveredMatch(match, by, route)];
    });
    if (covered.length === 0) return [];
    return [
      { path: route.path, label: label(route), covered, isUnreachable: covered.length === matches.length },
    ];
  });
}

function coveredMatch(
  match: RouteMatch,
  { match: earlier, route: byRoute }: Taken,
  route: Route,
): CoveredMatch {
  return {
    path: match.path ?? route.path,
    reason: reasonFor(earlier, match),
    by: earlier.path ?? byRoute.path,
    byRoute: label(byRoute),
  };
}

function reasonFor(earlier: RouteMatch, later: RouteMatch): CoverReason {
  if (earlier.path === undefined) return 'unconditional';
  if (isCopy(earlier, later)) return 'duplicate';
  return isPrefixOverlap(earlier, later) ? 'prefix' : 'deeper';
}

/** Upstream compares prefixes only, and takes a missing method for GET. */
function isPrefixOverlap(earlier: RouteMatch, later: RouteMatch): boolean {
  const get = { type: 'exact', value: 'GET' };
  const rest = ({ texts, named, plain }: RouteMatch) =>
    JSON.stringify([
      texts['method'] ?? get,
      texts['authority'],
      Object.entries(named).toSorted(),
      plain['port'],
    ]);
  return earlier.uri?.type === 'prefix' && later.uri?.type === 'prefix' && rest(earlier) === rest(later);
}

/** What a delegate leaves over depends on its own routes; a route that is still being typed has no action yet. */
function takesRequests(route: Cursor): boolean {
  return ['route', 'redirect', 'directResponse'].some((action) => route.get(action).exists);
}

function label(route: Route): string {
  return route.name === undefined || route.name === '' ? String(route.index + 1) : `"${route.name}"`;
}
