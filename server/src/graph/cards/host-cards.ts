/** Hosts with their routes in order. */
import { shortHost } from '../../semantics/explain/words.ts';
import { sameItems } from '../../semantics/kept-answers.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import { compareRanks } from '../../semantics/route-rules.ts';
import { gatewayParts } from '../gateway-part.ts';
import type { GraphEdge, GraphNode, GraphPlace } from '../graph-builder.ts';
import { routeParts } from '../route-part.ts';
import type { BareCard, BareLink } from './bare-card.ts';
import { type HostRoute, routesOfPart } from './route-links.ts';

interface HostParts {
  readonly node: GraphNode;
  readonly routes: Map<string, HostRoute>;
  /** Where it is written: in what comes first by id, so that the order of files says nothing. */
  readonly place: { route?: GraphEdge; gateway?: GraphEdge };
}

export function hostCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of hosts', (each) =>
    [...hostsById(each).keys()].flatMap((id) => hostCard(each, id) ?? []),
  );
}

export function hostCard(mesh: Mesh, id: string): BareCard | undefined {
  return mesh.kept(`card of ${id}`, (each) => {
    const host = each.kept(`parts of ${id}`, (of) => hostOf(hostsById(of).get(id)), isSameHost);
    return host && cardOf(each, host);
  });
}

function hostOf(parts: HostParts | undefined): Host | undefined {
  if (parts === undefined) return undefined;
  const { node, routes, place } = parts;
  return {
    id: node.id,
    name: node.name,
    routes: [...routes.values()],
    place: (place.route ?? place.gateway)?.place,
  };
}

/** Nodes are made anew with the objects that name a host, and say the same. */
function isSameHost(before: Host | undefined, now: Host | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return (
    before.name === now.name &&
    before.place?.resource === now.place?.resource &&
    before.place?.path === now.place?.path &&
    sameItems(before.routes, now.routes)
  );
}

function hostsById(mesh: Mesh): ReadonlyMap<string, HostParts> {
  return mesh.kept('hosts of the graph', (each) => {
    const found = new Map<string, HostParts>();
    const partsOf = (node: GraphNode) => {
      let parts = found.get(node.id);
      if (parts === undefined) {
        parts = { node, routes: new Map(), place: {} };
        found.set(node.id, parts);
      }
      return parts;
    };
    for (const part of [...gatewayParts(each), ...routeParts(each)]) {
      const routes = routesOfPart(each, part);
      for (const node of part.nodes) if (node.kind === 'host') partsOf(node);
      for (const edge of part.edges) {
        if (edge.kind === 'admits') setFirst(found.get(edge.to)?.place, 'gateway', edge, 'from');
        const route = edge.kind === 'selects' ? routes.get(edge.to) : undefined;
        const host = route && found.get(edge.from);
        if (route === undefined || host === undefined) continue;
        setFirst(host.place, 'route', edge, 'to');
        if (!host.routes.has(edge.to)) host.routes.set(edge.to, route);
      }
    }
    return found;
  });
}

function setFirst(
  place: HostParts['place'] | undefined,
  key: 'route' | 'gateway',
  edge: GraphEdge,
  end: 'from' | 'to',
): void {
  const known = place?.[key];
  if (place !== undefined && (known === undefined || edge[end] < known[end])) place[key] = edge;
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
  return mesh.keptList('links of gateways', (each) =>
    gatewayParts(each).flatMap(({ edges }) => {
      const links = new Map<string, GraphEdge>();
      for (const edge of edges) if (edge.kind === 'admits') links.set(`admits ${edge.from} ${edge.to}`, edge);
      return [...links].map(([id, edge]) => each.keptOf(edge, 'link', () => linkOf(id, edge)));
    }),
  );
}

function linkOf(id: string, { from, to, place }: GraphEdge): BareLink {
  return { id, from, to, kind: 'admits', ...(place !== undefined && { place }) };
}
