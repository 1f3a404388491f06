/** What a tree says without the entries and items that stand in a range; what they leave empty is a missing value. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { YamlNode, YamlScalar } from '../../yaml/node.ts';

export function withoutLines(node: YamlNode, range: OffsetRange): YamlNode {
  if (node.kind === 'scalar' || node.end <= range.start || node.start >= range.end) return node;
  if (node.kind === 'seq') {
    const items = node.items
      .filter(({ value }) => !isIn(value.start, range))
      .map((item) => ({ ...item, value: withoutLines(item.value, range) }));
    return items.length === 0 && node.items.length > 0 ? missing(node) : { ...node, items };
  }
  const entries = node.entries
    .filter(({ key }) => !isIn(key.start, range))
    .map((entry) => ({ ...entry, value: withoutLines(entry.value, range) }));
  return entries.length === 0 && node.entries.length > 0 ? missing(node) : { ...node, entries };
}

function isIn(offset: number, { start, end }: OffsetRange): boolean {
  return start <= offset && offset < end;
}

function missing({ start }: YamlNode): YamlScalar {
  return { kind: 'scalar', start, end: start, value: null, text: '', style: 'plain' };
}
