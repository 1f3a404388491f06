/** What share of the traffic each destination of a route gets. */
import type { Sourced } from '../model/cursor.ts';
import { gatewayApiRoute, ROUTE_KINDS } from '../model/gateway-api-route.ts';
import type { Resource } from '../model/resource.ts';
import { virtualService } from '../model/virtual-service.ts';
import { weightShares } from '../primitives/weight.ts';

export interface SharedRoute {
  /** Path of the route: `spec.http[0]`. */
  readonly path: string;
  readonly destinations: readonly DestinationShare[];
  /** What is written adds up to it; absent weights count as their default. */
  readonly total: number;
}

export interface DestinationShare {
  /** Path of the list item: where a weight is written, or could be. */
  readonly path: string;
  readonly host: string;
  readonly subset: string | undefined;
  readonly weight: Sourced<number> | undefined;
  /** 0 to 1; undefined when all weights are 0. */
  readonly share: number | undefined;
}

/** Routes with at least one destination, mirrors left out. */
export function sharedRoutes(resource: Resource): readonly SharedRoute[] {
  if (resource.kindId === 'networking.istio.io/VirtualService') return ofVirtualService(resource);
  return ROUTE_KINDS.some((kind) => kind === resource.kindId) ? ofGatewayApiRoute(resource) : [];
}

function ofVirtualService(resource: Resource): readonly SharedRoute[] {
  return resource.facts(virtualService).routes.flatMap(({ path, destinations }) => {
    const taking = destinations.filter(({ role }) => role === 'route');
    return shared(
      resource,
      path,
      taking.map(({ path: inner, host, subset, weight }) => ({
        path: inner.slice(0, inner.lastIndexOf('.')),
        host: host?.value ?? '',
        subset: subset?.value,
        weight,
        counted: weight?.value ?? 0,
      })),
    );
  });
}

/** An absent weight is 1 here. */
function ofGatewayApiRoute(resource: Resource): readonly SharedRoute[] {
  return resource.facts(gatewayApiRoute).rules.flatMap(({ path, backends }) =>
    shared(
      resource,
      path,
      backends
        .filter(({ role }) => role === 'backend')
        .map(({ path: inner, name, weight }) => ({
          path: inner,
          host: name?.value ?? '',
          subset: undefined,
          weight,
          counted: weight?.value ?? 1,
        })),
    ),
  );
}

/** None where a weight is no number yet, or a destination has no name: what is filled in later is not known. */
function shared(
  resource: Resource,
  path: string,
  destinations: readonly (Omit<DestinationShare, 'share'> & { readonly counted: number })[],
): readonly SharedRoute[] {
  if (destinations.length === 0 || destinations.some((each) => isOpen(resource, each))) return [];
  const weights = destinations.map(({ counted }) => counted);
  const shares = weightShares(weights);
  return [
    {
      path,
      destinations: destinations.map(({ counted: _, ...each }, index) => ({
        ...each,
        share: shares?.[index],
      })),
      total: weights.reduce((sum, weight) => sum + weight, 0),
    },
  ];
}

function isOpen(
  { cursor }: Resource,
  { path, host, weight }: Pick<DestinationShare, 'path' | 'host' | 'weight'>,
) {
  return host === '' || (weight === undefined && cursor.at(`${path}.weight`).exists);
}

/** `90 %`, `33.3 %`. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return `${rounded === 0 && share > 0 ? '<0.1' : rounded} %`;
}
