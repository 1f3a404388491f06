/** The graph as cards: what is drawn of it, with the marks that it carries. */
import type { ResourceRef } from '../model/resource.ts';
import { shortHost } from '../semantics/explain/words.ts';
import type { Mesh } from '../semantics/mesh.ts';
import type { PublishedFinding } from '../workspace/finding.ts';
import { clusterHost } from '../workspace/resolve/hosts.ts';
import { type FindingsByResource, findingsAt } from './findings-of.ts';
import type { GraphEdge, GraphNode, GraphPlace, MeshGraph } from './graph-builder.ts';
import { compare } from './picture/layout.ts';
import type { Card, CardRow, FindingMark, Picture, PictureLink } from './picture/picture.ts';
import { FAULT } from './route-part.ts';
import type { ServiceMarks } from './service-marks.ts';
import { serviceSide } from './service-side.ts';
import { unknownState } from './unknown-state.ts';

export interface PictureContext {
  readonly mesh: Mesh;
  readonly findings: FindingsByResource;
  /** Id of a place, for pages; undefined where nobody clicks. */
  placeId(place: GraphPlace): string | undefined;
  /** The open file writes it. */
  isTouched(resource: ResourceRef): boolean;
}

export function pictureOf(graph: MeshGraph, context: PictureContext): Picture {
  const drawing = new Drawing(graph, context);
  const cards = [...drawing.cards()].sort((a, b) => compare(a.id, b.id));
  return { cards, links: drawing.links() };
}

class Drawing {
  readonly #context: PictureContext;
  readonly #nodes: ReadonlyMap<string, GraphNode>;
  readonly #out = new Map<string, GraphEdge[]>();
  readonly #in = new Map<string, GraphEdge[]>();
  readonly #states = new Map<string, Pick<Card, 'state' | 'why'>>();
  readonly #marks: ReadonlyMap<string, ServiceMarks>;

  constructor(graph: MeshGraph, context: PictureContext) {
    this.#context = context;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const edge of graph.edges) {
      append(this.#out, edge.from, edge);
      append(this.#in, edge.to, edge);
    }
    this.#marks = serviceSide(context.mesh).marks;
    for (const node of graph.nodes)
      if (node.kind === 'unknown') this.#states.set(node.id, unknownState(context.mesh.reader, node));
  }

  *cards(): Generator<Card> {
    for (const node of this.#nodes.values()) {
      const card = this.#cardOf(node);
      if (card !== undefined) yield card;
    }
  }

  /** One line for each pair of ends, kind and place; several servers that admit one host are one. */
  links(): readonly PictureLink[] {
    const links = new Map<string, PictureLink>();
    for (const edges of this.#out.values()) {
      const shares = sharesOf(edges.filter(({ kind }) => kind === 'routes'));
      for (const edge of edges) {
        const { from, to, kind, place } = edge;
        if (kind !== 'admits' && kind !== 'routes' && kind !== 'mirrors') continue;
        const id = `link ${kind} ${from} ${to}${kind === 'admits' ? '' : ` ${place?.path ?? ''}`}`;
        const share = shares.get(edge);
        const state = this.#states.get(to)?.state;
        links.set(id, {
          id,
          from,
          to,
          kind,
          ...(share !== undefined && { share }),
          ...(state !== undefined && { state }),
          ...this.#placed(place),
        });
      }
    }
    return [...links.values()];
  }

  #cardOf(node: GraphNode): Card | undefined {
    switch (node.kind) {
      case 'gateway':
        return { ...this.#base(node), kind: 'gateway', column: 0, band: '', rows: [], note: node.note ?? '' };
      case 'host':
        return this.#hostCard(node);
      case 'service':
      case 'service-entry':
        return {
          ...this.#base(node),
          kind: node.kind,
          column: 2,
          band: node.namespace ?? '',
          rows: this.#serviceRows(node),
          ...(this.#marks.get(node.id) ?? {}),
          ...(this.#selected(node.id).some((each) => this.#isTouched(each)) && { isTouched: true }),
        };
      case 'workload':
        return this.#in.get(node.id)?.some(({ kind }) => kind === 'selects') === true
          ? undefined
          : { ...this.#base(node), kind: 'workload', column: 2, band: node.namespace ?? '', rows: [] };
      case 'unknown':
        return {
          ...this.#base(node),
          ...this.#states.get(node.id),
          ...this.#placed(this.#in.get(node.id)?.[0]?.place),
          ...this.#unknownName(node),
          kind: 'unknown',
          column: 2,
          band: this.#bandOfUnknown(node),
          rows: [],
        };
      default:
        return undefined;
    }
  }

  #base({ id, name, place }: GraphNode): Pick<Card, 'id' | 'name' | 'place' | 'findings' | 'isTouched'> {
    const findings = this.#mark(place);
    return {
      id,
      name,
      ...this.#placed(place),
      ...(findings !== undefined && { findings }),
      ...(place !== undefined && this.#context.isTouched(place.resource) && { isTouched: true }),
    };
  }

  #hostCard(node: GraphNode): Card {
    const routes = this.#routesOf(node.id);
    const place = this.#out.get(node.id)?.[0]?.place ?? this.#in.get(node.id)?.[0]?.place;
    const band = routes[0]?.namespace ?? place?.resource.namespace ?? '';
    const rows = routes.map((route, index) => this.#routeRow(route, index));
    const findings = this.#markOf(this.#besideRoutes(place));
    const isTouched = routes.some((route) => route.place && this.#context.isTouched(route.place.resource));
    return {
      ...this.#base(node),
      ...this.#placed(place),
      ...this.#named(node.name, band),
      kind: 'host',
      column: 1,
      band,
      rows,
      ...(findings !== undefined && { findings }),
      ...(isTouched && { isTouched }),
    };
  }

  #routesOf(id: string): readonly GraphNode[] {
    const routes = (this.#out.get(id) ?? []).flatMap((edge) => {
      const target = this.#nodes.get(edge.to);
      return edge.kind === 'selects' && target?.kind === 'route' ? [target] : [];
    });
    return routes.sort((a, b) => compareRoutes(a.id, b.id));
  }

  #routeRow(route: GraphNode, index: number): CardRow {
    const edges = (this.#out.get(route.id) ?? []).filter(({ kind }) => kind === 'routes');
    const shares = [...sharesOf(edges).values()];
    const findings = this.#mark(route.place);
    return {
      id: route.id,
      order: index + 1,
      text: route.name,
      ...(shares.length > 1 && { shares, side: shares.join(' : ') }),
      ...(route.note === FAULT && { hasFault: true }),
      ...this.#placed(route.place),
      ...(findings !== undefined && { findings }),
    };
  }

  /** Subsets; of a service without any its workloads. */
  #serviceRows({ id }: GraphNode): readonly CardRow[] {
    const parts = this.#selected(id);
    const subsets = parts.filter(({ kind }) => kind === 'subset');
    const shown = subsets.length > 0 ? subsets : parts;
    return shown.map((node) => {
      const pods = node.kind === 'subset' ? this.#selected(node.id).map(({ name }) => name) : [];
      const findings = this.#mark(node.place);
      return {
        id: node.id,
        text: node.name,
        ...(node.kind === 'subset' && { side: pods.length === 0 ? 'no workload' : pods.join(', ') }),
        ...this.#placed(node.place),
        ...(findings !== undefined && { findings }),
      };
    });
  }

  #isTouched({ kind, place }: GraphNode): boolean {
    return kind === 'subset' && place !== undefined && this.#context.isTouched(place.resource);
  }

  #selected(id: string): readonly GraphNode[] {
    return (this.#out.get(id) ?? []).flatMap(({ kind, to }) =>
      kind === 'selects' ? (this.#nodes.get(to) ?? []) : [],
    );
  }

  /** The namespace that its name says, when it is in the picture; else that of the first route that asks. */
  #bandOfUnknown({ id, asked }: GraphNode): string {
    const { reader } = this.#context.mesh;
    const named = asked && clusterHost(reader, asked.host, asked.from)?.namespace;
    if (named !== undefined && this.#nodes.has(`namespace:${named}`)) return named;
    const [first] = this.#in.get(id) ?? [];
    return (first && this.#nodes.get(first.from)?.namespace) ?? '';
  }

  #unknownName(node: GraphNode): Pick<Card, 'name' | 'full'> {
    const { name, full } = this.#named(node.asked?.host ?? node.name, this.#bandOfUnknown(node));
    const subset = node.asked?.subset ?? '';
    if (subset === '') return full === undefined ? { name } : { name, full };
    return { name: `${name} ${subset}`, full: `${full ?? name} ${subset}` };
  }

  /** `full` when the name is shortened. */
  #named(full: string, band: string): Pick<Card, 'name' | 'full'> {
    const name = shortHost(full, band, this.#context.mesh.settings.clusterDomain);
    return name === full ? { name } : { name, full };
  }

  /** Findings of a host's object that belong to none of its routes. */
  #besideRoutes(place: GraphPlace | undefined): readonly PublishedFinding[] {
    const all = (place && this.#context.findings.get(place.resource)) ?? [];
    return all.filter(({ path }) => !/^spec\.(?:http|tls|tcp|rules)\[/.test(path));
  }

  #mark(place: GraphPlace | undefined): FindingMark | undefined {
    return this.#markOf(findingsAt(this.#context.findings, place));
  }

  #markOf(found: readonly PublishedFinding[]): FindingMark | undefined {
    const sorted = [...found].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    const [worst] = sorted;
    if (worst === undefined || worst.severity === 'hint') return undefined;
    return {
      worst: worst.severity,
      count: found.length,
      messages: sorted.slice(0, MAX_MESSAGES).map(({ message }) => message),
      ...(worst.resource && this.#placedAs(worst.resource, worst.path)),
    };
  }

  #placed(place: GraphPlace | undefined): { readonly place?: string } {
    return place === undefined ? {} : this.#placedAs(place.resource, place.path);
  }

  #placedAs(resource: ResourceRef, path: string): { readonly place?: string } {
    const id = this.#context.placeId({ resource, path });
    return id === undefined ? {} : { place: id };
  }
}

const ORDER: readonly string[] = ['error', 'warning', 'info'];
const MAX_MESSAGES = 3;

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Percent of each edge from one route; of a single one none. */
function sharesOf(edges: readonly GraphEdge[]): ReadonlyMap<GraphEdge, number> {
  const weighed = edges.filter(({ weight }) => weight !== undefined);
  const sum = weighed.reduce((total, { weight = 0 }) => total + weight, 0);
  if (weighed.length < 2 || sum <= 0) return new Map();
  return new Map(weighed.map((edge) => [edge, Math.round((1000 * (edge.weight ?? 0)) / sum) / 10]));
}

const PROTOCOLS: readonly string[] = ['http', 'rules', 'tls', 'tcp'];

/** `route:shop/cart/http/10`: by object, protocol and number. */
function compareRoutes(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const owner = compare(left.slice(0, -2).join('/'), right.slice(0, -2).join('/'));
  const protocol = PROTOCOLS.indexOf(left.at(-2) ?? '') - PROTOCOLS.indexOf(right.at(-2) ?? '');
  return owner || protocol || Number(left.at(-1)) - Number(right.at(-1));
}
