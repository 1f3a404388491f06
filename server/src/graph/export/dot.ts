/** The graph as Graphviz text. */
import { visibleCharacters } from '../../base/visible-text.ts';
import type { GraphNode, MeshGraph } from '../graph-builder.ts';
import { drawn } from './drawn.ts';

export function toDot(graph: MeshGraph): string {
  const { nodes, edges } = drawn(graph, Number.POSITIVE_INFINITY);
  const lines = ['digraph mesh {', '  rankdir=LR;', '  node [shape=box, fontname="sans-serif"];'];
  for (const node of nodes.filter(({ namespace }) => namespace === undefined))
    lines.push(`  ${nodeLine(node)}`);
  const namespaces = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))];
  for (const [index, namespace] of namespaces.entries()) {
    lines.push(`  subgraph cluster_${index} {`, `    label=${quote(namespace)};`);
    for (const node of nodes) if (node.namespace === namespace) lines.push(`    ${nodeLine(node)}`);
    lines.push('  }');
  }
  for (const { from, to, kind, weight } of edges) {
    const style = kind === 'admits' ? ', style=dotted' : kind === 'mirrors' ? ', style=dashed' : '';
    lines.push(
      `  ${quote(from)} -> ${quote(to)} [label=${quote(weight === undefined ? '' : String(weight))}${style}];`,
    );
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

const SHAPES: Readonly<Partial<Record<GraphNode['kind'], string>>> = {
  gateway: 'hexagon',
  host: 'ellipse',
  'service-entry': 'parallelogram',
};

function nodeLine({ id, kind, name }: GraphNode): string {
  const look = kind === 'unknown' ? ', style=dashed' : '';
  return `${quote(id)} [label=${quote(kind === 'unknown' ? `? ${name}` : name)}, shape=${SHAPES[kind] ?? 'box'}${look}];`;
}

function quote(text: string): string {
  return `"${visibleCharacters(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
