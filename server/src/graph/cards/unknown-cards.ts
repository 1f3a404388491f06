/** What routes name and no file has: proved to be nowhere, or not judged. */
import { groupBy } from '../../base/group-by.ts';
import { shortHost } from '../../semantics/explain/words.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import { clusterHost } from '../../workspace/resolve/hosts.ts';
import type { GraphEdge, GraphNode, MeshGraph } from '../graph-builder.ts';
import { namespacesOf } from '../mesh-graph.ts';
import { routeParts } from '../route-part.ts';
import { unknownState } from '../unknown-state.ts';
import type { BareCard } from './bare-card.ts';

/** One that asks for it. */
interface Asking {
  readonly node: GraphNode;
  readonly edge: GraphEdge;
  readonly namespace: string;
}

export function unknownCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of unknown things', (each) =>
    [...askingById(each).keys()].flatMap((id) => unknownCard(each, id) ?? []),
  );
}

export function unknownCard(mesh: Mesh, id: string): BareCard | undefined {
  return mesh.kept(`card of ${id}`, (each) => {
    const first = firstAsking(each, id);
    return first && cardOf(each, first);
  });
}

function askingById(mesh: Mesh): ReadonlyMap<string, readonly Asking[]> {
  return mesh.kept('unknown things', (each) =>
    groupBy(
      routeParts(each).flatMap((part) => each.keptOf(part, 'unknown', () => askingIn(part))),
      ({ node }) => node.id,
    ),
  );
}

const NONE: readonly Asking[] = [];

function askingIn({ nodes, edges }: MeshGraph): readonly Asking[] {
  const unknown = new Map(nodes.filter(({ kind }) => kind === 'unknown').map((node) => [node.id, node]));
  if (unknown.size === 0) return NONE;
  const routes = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge) => {
    const node = unknown.get(edge.to);
    return node === undefined ? [] : [{ node, edge, namespace: routes.get(edge.from)?.namespace ?? '' }];
  });
}

/** By the id of its route, so that the order of files says nothing. */
function firstAsking(mesh: Mesh, id: string): Asking | undefined {
  return mesh.kept(
    `who asks for ${id}`,
    (each) =>
      (askingById(each).get(id) ?? []).toSorted(
        (a, b) => compareText(a.edge.from, b.edge.from) || compareText(a.edge.kind, b.edge.kind),
      )[0],
    (before, now) =>
      before?.node === now?.node && before?.edge === now?.edge && before?.namespace === now?.namespace,
  );
}

function cardOf(mesh: Mesh, { node, edge, namespace }: Asking): BareCard {
  const band = bandOf(mesh, node, namespace);
  const { place } = edge;
  return {
    id: node.id,
    kind: 'unknown',
    column: 2,
    band,
    ...nameOf(mesh, node, band),
    ...unknownState(mesh.reader, node),
    rows: [],
    ...(place !== undefined && { place }),
    writers: [],
  };
}

/** The namespace that its name says, when it is in the picture; else that of the route that asks. */
function bandOf(mesh: Mesh, { asked }: GraphNode, ofRoute: string): string {
  const named = asked && clusterHost(mesh.reader, asked.host, asked.from)?.namespace;
  return named !== undefined && namespacesOf(mesh).includes(named) ? named : ofRoute;
}

function nameOf(mesh: Mesh, { name, asked }: GraphNode, band: string): Pick<BareCard, 'name' | 'full'> {
  const host = asked?.host ?? name;
  const short = shortHost(host, band, mesh.settings.clusterDomain);
  const subset = asked?.subset ?? '';
  if (subset !== '') return { name: `${short} ${subset}`, full: `${host} ${subset}` };
  return short === host ? { name: short } : { name: short, full: host };
}
