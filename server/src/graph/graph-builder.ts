/** The mesh as a picture: gateways, hosts, routes, services, subsets and workloads, and what connects them. */
import { groupBy } from '../base/group-by.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { Mesh } from '../semantics/mesh.ts';

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
  /** Of an unknown node: what was asked for, and from where. */
  readonly asked?: { readonly host: string; readonly subset: string; readonly from: string };
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
  readonly mesh: Mesh;
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  constructor(mesh: Mesh) {
    this.mesh = mesh;
  }

  /** A graph that was made before. */
  add({ nodes, edges }: MeshGraph): void {
    for (const node of nodes) this.#nodes.set(node.id, node);
    for (const edge of edges) this.edge(edge);
  }

  node(node: GraphNode): string {
    if (!this.#nodes.has(node.id)) {
      this.#nodes.set(node.id, node);
      if (node.namespace !== undefined) this.#namespace(node.namespace);
    }
    return node.id;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  edge(edge: GraphEdge): void {
    const key = `${edge.kind} ${edge.from} ${edge.to} ${edge.place?.path ?? ''}`;
    if (!this.#edges.has(key)) this.#edges.set(key, edge);
  }

  /** In the order of their ids, so that the same mesh gives the same picture. */
  graph(): MeshGraph {
    return {
      nodes: [...this.#nodes.values()].sort((a, b) => compare(a.id, b.id)),
      edges: [...this.#edges.values()].sort(
        (a, b) => compare(a.from, b.from) || compare(a.to, b.to) || compare(a.kind, b.kind),
      ),
    };
  }

  #namespace(name: string): void {
    const id = `namespace:${name}`;
    if (this.#nodes.has(id)) return;
    const [object] =
      this.mesh
        .once('namespaces by name', () => groupBy(this.mesh.objects('core/Namespace'), (each) => each.name))
        .get(name) ?? [];
    this.#nodes.set(id, {
      id,
      kind: 'namespace',
      name,
      ...(object !== undefined && { place: { resource: object.ref, path: 'metadata.name' } }),
    });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
