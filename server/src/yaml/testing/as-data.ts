/** Parsed YAML as plain data, for comparisons in tests. */
import type { YamlNode } from '../node.ts';

/** What the API server would read: entries that others replace are left out. */
export function asData(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map((item) => asData(item.value));
  const data: Record<string, unknown> = {};
  for (const entry of node.entries) {
    if (entry.overridden !== true) data[entry.key.text] = asData(entry.value);
  }
  return data;
}
