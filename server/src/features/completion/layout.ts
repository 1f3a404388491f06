/** How the document is laid out, so that what is inserted looks like what is there. */
import type { OutlineNode, Quote } from '../text-outline/outline.ts';

export interface Layout {
  /** Columns by which the members of a map stand deeper than their key. */
  readonly step: number;
  /** Columns by which a dash stands deeper than the key of its list: 0 or `step`. */
  readonly dashStep: number;
  readonly lineEnd: '\n' | '\r\n';
  /** Quote around keys and strings: `"` in JSON. */
  readonly quote: Quote;
}

export function layoutOf(text: string, root: OutlineNode | undefined): Layout {
  const found: Found = { steps: new Map(), dashSteps: new Map() };
  if (root !== undefined) measure(root, found);
  const step = mostFrequent(found.steps) ?? 2;
  return {
    step,
    dashStep: mostFrequent(found.dashSteps) ?? step,
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    quote: isJson(root) ? '"' : '',
  };
}

interface Found {
  readonly steps: Map<number, number>;
  readonly dashSteps: Map<number, number>;
}

function measure(node: OutlineNode, found: Found): void {
  if (node.kind === 'scalar' || node.isFlow) return;
  if (node.kind === 'seq') {
    for (const item of node.items) if (item.value !== undefined) measure(item.value, found);
    return;
  }
  for (const { value } of node.entries) {
    if (value === undefined || value.kind === 'scalar' || value.isFlow) continue;
    const depth = value.column - node.column;
    if (value.kind === 'seq' && depth >= 0) count(found.dashSteps, depth);
    if (value.kind === 'map' && depth > 0) count(found.steps, depth);
    measure(value, found);
  }
}

function count(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function mostFrequent(counts: ReadonlyMap<number, number>): number | undefined {
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A document that is one pair of braces is JSON unless its keys say otherwise. */
function isJson(root: OutlineNode | undefined): boolean {
  if (root?.kind !== 'map' || !root.isFlow) return false;
  return root.entries.length === 0 || root.entries.some((entry) => entry.key.quote === '"');
}
