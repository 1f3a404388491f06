/** From YAML nodes to plain values, as the API server validates them: nulls of maps are gone, aliases are shared. */
import type { YamlMap, YamlNode } from '../yaml/node.ts';

/** A value that stands under several aliases is converted once and is the same object everywhere. */
export function plainValue(root: YamlNode): unknown {
  return convert(root, new Map());
}

function convert(node: YamlNode, known: Map<YamlNode, unknown>): unknown {
  if (node.kind === 'scalar') return node.value;
  const before = known.get(node);
  if (before !== undefined) return before;
  const made =
    node.kind === 'seq' ? node.items.map((item) => convert(item.value, known)) : convertMap(node, known);
  known.set(node, made);
  return made;
}

function convertMap(node: YamlMap, known: Map<YamlNode, unknown>): Record<string, unknown> {
  const made: [key: string, value: unknown][] = [];
  for (const { key, value, overridden } of node.entries) {
    if (overridden !== true && !isNull(value)) made.push([key.text, convert(value, known)]);
  }
  return Object.fromEntries(made);
}

export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
