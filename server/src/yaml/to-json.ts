/** Parsed YAML as plain JSON, as the API server would hold it. */
import type { JsonValue } from '../base/json.ts';
import type { YamlNode } from './node.ts';

/** Shared (aliased) nodes become shared values, so the result is never larger than the parse. */
export function nodeToJson(node: YamlNode, seen = new Map<YamlNode, JsonValue>()): JsonValue {
  if (node.kind === 'scalar') return node.value;
  const known = seen.get(node);
  if (known !== undefined) return known;
  const value =
    node.kind === 'seq'
      ? node.items.map((item) => nodeToJson(item.value, seen))
      : Object.fromEntries(
          node.entries
            .filter((entry) => entry.overridden !== true)
            .map((entry) => [entry.key.text, nodeToJson(entry.value, seen)]),
        );
  seen.set(node, value);
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
