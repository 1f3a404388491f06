/** What of a graph is drawn: policies are told in words, and very large meshes are drawn by namespace. */
import type { EdgeKind, GraphNode, MeshGraph } from '../graph-builder.ts';

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly weight?: number;
}

export interface Drawn {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly DrawnEdge[];
  /** What was left out, for the reader of the text. */
  readonly note: string | undefined;
}

export function drawn({ nodes, edges }: MeshGraph, maxEdges: number): Drawn {
  const shown = onceEach(edges.filter(({ kind }) => kind !== 'applies'));
  const kept = nodes.filter(({ kind }) => kind !== 'policy' && kind !== 'namespace');
  if (shown.length <= maxEdges) return { nodes: kept, edges: shown, note: undefined };
  return byNamespace(kept, shown, maxEdges);
}

/** Two servers that admit one host are one line. */
function onceEach(edges: MeshGraph['edges']): readonly DrawnEdge[] {
  const seen = new Map<string, DrawnEdge>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to} ${edge.kind} ${edge.weight ?? ''}`;
    if (!seen.has(key)) seen.set(key, edge);
  }
  return [...seen.values()];
}

function byNamespace(nodes: readonly GraphNode[], edges: readonly DrawnEdge[], maxEdges: number): Drawn {
  const namespaceOf = new Map(nodes.map((node) => [node.id, node.namespace]));
  // A host stands for the namespace that its requests are routed in.
  for (const { from, to, kind } of edges) {
    if (kind === 'selects' && from.startsWith('host:') && namespaceOf.get(from) === undefined)
      namespaceOf.set(from, namespaceOf.get(to));
  }
  const groupOf = (id: string) => {
    const namespace = namespaceOf.get(id);
    return namespace === undefined ? id : `namespace:${namespace}`;
  };
  const names = new Map(nodes.map((node) => [node.id, node]));
  const groups = new Map<string, GraphNode>();
  const links = new Map<string, DrawnEdge>();
  for (const { from, to, kind } of edges) {
    if (kind === 'selects') continue;
    const source = groupOf(from);
    const target = groupOf(to);
    for (const id of [source, target]) {
      groups.set(id, names.get(id) ?? { id, kind: 'namespace', name: id.slice('namespace:'.length) });
    }
    if (source !== target) links.set(`${source} ${target} ${kind}`, { from: source, to: target, kind });
  }
  return {
    nodes: [...groups.values()],
    edges: [...links.values()],
    note: `${edges.length} edges are more than the ${maxEdges} that can be read: drawn by namespace`,
  };
}
