/** Cuts the ranges of nodes at the end of the text, for text that was parsed with an appendix. */
import type { YamlEntry, YamlItem, YamlNode, YamlScalar } from './node.ts';

export function clampNode(node: YamlNode, length: number): YamlNode {
  if (node.end <= length) return node;
  if (node.kind === 'scalar') return clampScalar(node, length);
  const start = Math.min(node.start, length);
  if (node.kind === 'seq') {
    const items = node.items.map(
      (item): YamlItem => (item.via === undefined ? { value: clampNode(item.value, length) } : item),
    );
    return { ...node, start, end: length, items };
  }
  const entries = node.entries.map((entry): YamlEntry => {
    const key = clampScalar(entry.key, length);
    return entry.via === undefined
      ? { ...entry, key, value: clampNode(entry.value, length) }
      : { ...entry, key };
  });
  return { ...node, start, end: length, entries };
}

function clampScalar(scalar: YamlScalar, length: number): YamlScalar {
  return { ...scalar, start: Math.min(scalar.start, length), end: Math.min(scalar.end, length) };
}
