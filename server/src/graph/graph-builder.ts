/** The mesh as a picture: gateways, hosts, routes, services, subsets and workloads, and what connects them. */
import type { ResourceRef } from '../model/resource.ts';
import { compareText } from '../semantics/mesh.ts';

export type NodeKind =
  | 'gateway'
  | 'host'
  | 'route'
  | 'service'
  | 'service-entry'
  | 'subset'
  | 'workload'
  | 'namespace'
  | 'policy'
  /** Named, and in none of these files. */
  | 'unknown';

export interface GraphPlace {
  readonly resource: ResourceRef;
  readonly path: string;
}

export interface GraphNode {
  /** `service:shop/cart`; stable over edits that keep the name. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly namespace?: string;
  readonly name: string;
  readonly place?: GraphPlace;
  /** For people: ports, conditions, the action of a policy. */
  readonly note?: string;
  /** Of a route: what is written about time and tries. */
  readonly settings?: RouteSettings;
  /** Of a route: when it is tried. */
  readonly turn?: RouteTurn;
  /** Of an unknown node: what was asked for, and from where. */
  readonly asked?: { readonly host: string; readonly subset: string; readonly from: string };
}

/** As written; absent: the default. */
export interface RouteSettings {
  readonly timeout?: string;
  /** Tries after the first. */
  readonly retries?: number;
  readonly perTry?: string;
}

/** What decides about the order of the routes of one host. */
export interface RouteTurn {
  readonly created: string;
  readonly namespace: string;
  readonly name: string;
  /** In the order of this list. */
  readonly list: 'http' | 'tls' | 'tcp' | 'rules';
  readonly index: number;
  /** Of the Gateway API: how specific it is, which counts before everything else. */
  readonly rank?: readonly number[];
}

export type EdgeKind =
  /** Gateway to host. */
  | 'admits'
  /** Route to where it sends traffic. */
  | 'routes'
  | 'mirrors'
  /** Host to its routes in order, service to subsets and workloads, gateway to its pods. */
  | 'selects'
  /** Policy to what it holds for. */
  | 'applies';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** As written, when there are several destinations. */
  readonly weight?: number;
  readonly place?: GraphPlace;
}

export interface MeshGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Collects without doubles: a node is known by its id, an edge by its ends, kind and place. */
export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  /** A part that was made before. */
  add({ nodes, edges }: MeshGraph): void {
    for (const node of nodes) this.node(node);
    for (const edge of edges) this.edge(edge);
  }

  node(node: GraphNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  edge(edge: GraphEdge): void {
    const key = `${edge.kind} ${edge.from} ${edge.to} ${edge.place?.path ?? ''}`;
    if (!this.#edges.has(key)) this.#edges.set(key, edge);
  }

  /** In the order in which they came. */
  part(): MeshGraph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  /** In the order of their ids, so that the same mesh gives the same picture. */
  sorted(): MeshGraph {
    const { nodes, edges } = this.part();
    return {
      nodes: nodes.toSorted((a, b) => compareText(a.id, b.id)),
      edges: edges.toSorted(
        (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind),
      ),
    };
  }
}
