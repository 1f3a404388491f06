/** What the routes of one object look like: rows of their hosts' cards, and lines to where they send. */
import { groupBy } from '../../base/group-by.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { GraphEdge, GraphNode, MeshGraph } from '../graph-builder.ts';
import { FAULT, routeParts } from '../route-part.ts';
import type { BareLink, BareRow } from './bare-card.ts';
import { unknownCard } from './unknown-cards.ts';

export interface HostRoute {
  readonly node: GraphNode;
  /** Without its number, which the other objects of the host have a say in. */
  readonly row: BareRow;
}

/** By id, of one part. */
export function routesOfPart(mesh: Mesh, part: MeshGraph): ReadonlyMap<string, HostRoute> {
  return mesh.keptOf(part, 'rows', () => {
    const outgoing = groupBy(part.edges, ({ from }) => from);
    const routes = part.nodes.filter(({ kind }) => kind === 'route');
    return new Map(routes.map((node) => [node.id, { node, row: rowOf(node, outgoing.get(node.id) ?? []) }]));
  });
}

function rowOf({ id, name, note, place, settings }: GraphNode, edges: readonly GraphEdge[]): BareRow {
  const shares = [...sharesOf(edges.filter(({ kind }) => kind === 'routes')).values()];
  return {
    id,
    text: name,
    ...(shares.length > 1 && { shares, side: shares.join(' : ') }),
    ...(note === FAULT && { hasFault: true }),
    ...settings,
    ...(place !== undefined && { place }),
  };
}

/** Of all routes. */
export function routeLinks(mesh: Mesh): readonly BareLink[] {
  return mesh.keptList('links of routes', (each) =>
    routeParts(each).flatMap((part) => each.keptOf(part, 'links', (of) => linksOf(of, part))),
  );
}

/** One line for each destination: it stays the same line when it goes elsewhere. */
function linksOf(mesh: Mesh, { edges }: MeshGraph): readonly BareLink[] {
  const links = new Map<string, BareLink>();
  for (const [from, outgoing] of groupBy(edges, (edge) => edge.from)) {
    const shares = sharesOf(outgoing.filter(({ kind }) => kind === 'routes'));
    for (const edge of outgoing) {
      const { to, kind, place } = edge;
      if (kind !== 'routes' && kind !== 'mirrors') continue;
      const id = `${kind} ${from} ${destinationOf(place?.path ?? '')}`;
      const share = shares.get(edge);
      const state = to.startsWith('unknown:') ? unknownCard(mesh, to)?.state : undefined;
      links.set(id, {
        id,
        from,
        to,
        kind,
        ...(share !== undefined && { share }),
        ...(state !== undefined && { state }),
        ...(place !== undefined && { place }),
      });
    }
  }
  return [...links.values()];
}

/** `route[1].destination` of `spec.http[0].route[1].destination`: the rest is said by the route. */
function destinationOf(path: string): string {
  return path.split('.').slice(2).join('.');
}

/** Percent of each edge from one route; of a single one none. */
function sharesOf(edges: readonly GraphEdge[]): ReadonlyMap<GraphEdge, number> {
  const weighed = edges.filter(({ weight }) => weight !== undefined);
  const sum = weighed.reduce((total, { weight = 0 }) => total + weight, 0);
  if (weighed.length < 2 || sum <= 0) return new Map();
  return new Map(weighed.map((edge) => [edge, Math.round((1000 * (edge.weight ?? 0)) / sum) / 10]));
}
