/** Hosts with their routes in order. */
import { shortHost } from '../../semantics/explain/words.ts';
import { sameItems } from '../../semantics/kept-answers.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import { compareRanks } from '../../semantics/route-rules.ts';
import { gatewayParts } from '../gateway-part.ts';
import type { GraphEdge, GraphNode, GraphPlace, MeshGraph } from '../graph-builder.ts';
import { routeParts } from '../route-part.ts';
import type { BareCard, BareLink } from './bare-card.ts';
import { type HostRoute, routesOfPart } from './route-links.ts';

export function hostCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of hosts', (each) =>
    [...partsByHost(each)].flatMap(([id, parts]) => cardOfParts(each, id, parts) ?? []),
  );
}

export function hostCard(mesh: Mesh, id: string): BareCard | undefined {
  return mesh.kept(`card of ${id}`, (each) => {
    const parts = partsByHost(each).get(id);
    return parts && cardOfParts(each, id, parts);
  });
}

function cardOfParts(mesh: Mesh, id: string, parts: readonly MeshGraph[]): BareCard | undefined {
  return mesh.keptOf(parts, 'card', (each) => {
    const host = hostOf(each, id, parts);
    return host && cardOf(each, host);
  });
}

/** Parts that name a host, by its id: the same list as long as it has the same parts. */
function partsByHost(mesh: Mesh): ReadonlyMap<string, readonly MeshGraph[]> {
  return mesh.kept<ReadonlyMap<string, readonly MeshGraph[]>>('parts by host', (each, before) => {
    const found = new Map<string, MeshGraph[]>();
    for (const part of [...gatewayParts(each), ...routeParts(each)]) {
      for (const id of edgesByHost(each, part).keys()) {
        const parts = found.get(id);
        if (parts === undefined) found.set(id, [part]);
        else parts.push(part);
      }
    }
    return new Map(
      Array.from(found, ([id, parts]) => {
        const known = before?.get(id);
        return [id, known !== undefined && sameItems(known, parts) ? known : parts];
      }),
    );
  });
}

/** Of one part: from each host to its routes, and from gateways to it. */
function edgesByHost(mesh: Mesh, part: MeshGraph): ReadonlyMap<string, readonly GraphEdge[]> {
  return mesh.keptOf(part, 'edges of hosts', () => {
    const found = new Map<string, GraphEdge[]>();
    for (const { id, kind } of part.nodes) if (kind === 'host') found.set(id, []);
    for (const edge of part.edges) found.get(edge.kind === 'admits' ? edge.to : edge.from)?.push(edge);
    return found;
  });
}

function hostOf(mesh: Mesh, id: string, parts: readonly MeshGraph[]): Host | undefined {
  const node = parts[0]?.nodes.find((each) => each.id === id);
  if (node === undefined) return undefined;
  const found = new Map<string, HostRoute>();
  let admits: GraphEdge | undefined;
  let selects: GraphEdge | undefined;
  for (const part of parts) {
    const routes = routesOfPart(mesh, part);
    for (const edge of edgesByHost(mesh, part).get(id) ?? []) {
      if (edge.kind === 'admits') admits = first(admits, edge, 'from');
      const route = edge.kind === 'selects' ? routes.get(edge.to) : undefined;
      if (route === undefined) continue;
      selects = first(selects, edge, 'to');
      if (!found.has(edge.to)) found.set(edge.to, route);
    }
  }
  // Where it is written: in what comes first by id, so that the order of files says nothing.
  return { id, name: node.name, routes: [...found.values()], place: (selects ?? admits)?.place };
}

function first(known: GraphEdge | undefined, edge: GraphEdge, end: 'from' | 'to'): GraphEdge {
  return known === undefined || edge[end] < known[end] ? edge : known;
}

interface Host {
  readonly id: string;
  readonly name: string;
  readonly routes: readonly HostRoute[];
  readonly place: GraphPlace | undefined;
}

function cardOf(mesh: Mesh, { id, name, routes, place }: Host): BareCard {
  const sorted = routes.toSorted((a, b) => compareTurns(a.node, b.node));
  const band = sorted[0]?.node.namespace ?? place?.resource.namespace ?? '';
  const short = shortHost(name, band, mesh.settings.clusterDomain);
  return {
    id,
    kind: 'host',
    column: 1,
    band,
    ...(short === name ? { name } : { name: short, full: name }),
    rows: sorted.map(({ row }, index) => ({ ...row, order: index + 1 })),
    ...(place !== undefined && { place, marked: { place, isBesideRoutes: true } }),
    writers: [...new Set(sorted.flatMap(({ node }) => node.place?.resource ?? []))],
  };
}

const LISTS: readonly string[] = ['http', 'tls', 'tcp', 'rules'];

/**
 * In which they are tried: those of VirtualServices by age, name and number, those of the Gateway API by how specific they
 * are.
 */
function compareTurns({ turn: a, id }: GraphNode, { turn: b, id: other }: GraphNode): number {
  if (a === undefined || b === undefined) return compareText(id, other);
  if (a.rank !== undefined && b.rank !== undefined) {
    return (
      compareRanks(a.rank, b.rank) ||
      compareText(a.created, b.created) ||
      compareText(a.namespace, b.namespace) ||
      compareText(a.name, b.name) ||
      a.index - b.index
    );
  }
  if (a.rank !== undefined || b.rank !== undefined) return a.rank === undefined ? -1 : 1;
  return (
    compareText(a.created, b.created) ||
    compareText(a.name, b.name) ||
    compareText(a.namespace, b.namespace) ||
    LISTS.indexOf(a.list) - LISTS.indexOf(b.list) ||
    a.index - b.index
  );
}

/** From gateways to the hosts that they let in; several servers that admit one host are one. */
export function admitLinks(mesh: Mesh): readonly BareLink[] {
  return mesh.keptList('links of gateways', (each) => {
    const links = new Map<string, GraphEdge>();
    for (const { edges } of gatewayParts(each)) {
      for (const edge of edges) if (edge.kind === 'admits') links.set(`admits ${edge.from} ${edge.to}`, edge);
    }
    return Array.from(links, ([id, edge]) => each.keptOf(edge, 'link', () => linkOf(id, edge)));
  });
}

function linkOf(id: string, { from, to, place }: GraphEdge): BareLink {
  return { id, from, to, kind: 'admits', ...(place !== undefined && { place }) };
}
