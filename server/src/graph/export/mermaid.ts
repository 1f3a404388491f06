/** The graph as Mermaid text: a chart from left to right, a box for each namespace. */
import { visibleCharacters } from '../../base/visible-text.ts';
import type { GraphNode, MeshGraph } from '../graph-builder.ts';
import { drawn } from './drawn.ts';

/** Larger pictures are drawn by namespace. */
const MAX_EDGES = 400;

export function toMermaid(graph: MeshGraph): string {
  const { nodes, edges, note } = drawn(graph, MAX_EDGES);
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = ['flowchart LR'];
  if (note !== undefined) lines.push(`  %% ${note}`);
  const free = nodes.filter(({ namespace }) => namespace === undefined);
  for (const node of free) lines.push(`  ${shape(node, names.get(node.id) ?? '')}`);
  const namespaces = [...new Set(nodes.flatMap(({ namespace }) => namespace ?? []))];
  for (const [index, namespace] of namespaces.entries()) {
    lines.push(`  subgraph ns${index} ["${escapeLabel(namespace)}"]`);
    for (const node of nodes) {
      if (node.namespace === namespace) lines.push(`    ${shape(node, names.get(node.id) ?? '')}`);
    }
    lines.push('  end');
  }
  for (const { from, to, kind, weight } of edges) {
    const arrow = kind === 'admits' ? '-.->' : kind === 'mirrors' ? '-. copy .->' : '-->';
    const label = weight === undefined ? '' : `|"${weight}"|`;
    lines.push(`  ${names.get(from)} ${arrow}${label} ${names.get(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

function shape({ kind, name }: GraphNode, id: string): string {
  const label = `"${escapeLabel(name)}"`;
  switch (kind) {
    case 'gateway':
      return `${id}{{${label}}}`;
    case 'host':
      return `${id}([${label}])`;
    case 'unknown':
      return `${id}["? ${escapeLabel(name)}"]`;
    case 'service-entry':
      return `${id}[/${label}/]`;
    default:
      return `${id}[${label}]`;
  }
}

/** Everything that could end a label or start markup is written as its code; what hides or reorders is made visible. */
function escapeLabel(text: string): string {
  return visibleCharacters(text).replace(
    /[^A-Za-z0-9 ._:/*%-]/gu,
    (character) => `#${character.codePointAt(0) ?? 63};`,
  );
}
