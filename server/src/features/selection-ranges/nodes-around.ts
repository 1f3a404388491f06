/** What stands around a place, as the nodes of a document have it. */
import { append } from '../../base/append.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import type { YamlMap, YamlNode, YamlScalar, YamlSeq } from '../../yaml/node.ts';
import { itemStart } from '../item-start.ts';

interface Step {
  /** Around the node, outer one first. */
  readonly ranges: readonly OffsetRange[];
  readonly node: YamlNode | undefined;
}

/** Outer ones first; offsets count from the start of the text. */
export function nodesAround(root: YamlNode, text: string, offset: number): readonly OffsetRange[] {
  const found: OffsetRange[] = [];
  for (let node: YamlNode | undefined = root; node !== undefined; ) {
    found.push({ start: node.start, end: node.end });
    if (node.kind === 'scalar') {
      append(found, contentOf(node));
      break;
    }
    const step: Step = node.kind === 'seq' ? intoItem(node, text, offset) : intoEntry(node, offset);
    append(found, step.ranges);
    node = step.node;
  }
  return found;
}

/** Where two touch the later one is meant: a block scalar ends where the next key begins. */
function intoItem({ items, flow }: YamlSeq, text: string, offset: number): Step {
  for (const { value, via } of items.toReversed()) {
    const end = via?.end ?? value.end;
    const from = via?.start ?? value.start;
    const start = flow ? from : itemStart(text, from);
    if (!holds({ start, end }, offset)) continue;
    const isInside = via === undefined && holds(value, offset);
    return { ranges: [{ start, end }], node: isInside ? value : undefined };
  }
  return { ranges: [], node: undefined };
}

function intoEntry({ entries }: YamlMap, offset: number): Step {
  for (const { key, value, via, merged } of entries.toReversed()) {
    const pair = { start: key.start, end: via?.end ?? value.end };
    if (merged === true || !holds(pair, offset)) continue;
    if (holds(key, offset)) return { ranges: [pair], node: key };
    return { ranges: [pair], node: via === undefined && holds(value, offset) ? value : undefined };
  }
  return { ranges: [], node: undefined };
}

/** What stands between quotes. */
function contentOf({ start, end, style }: YamlScalar): readonly OffsetRange[] {
  const isQuoted = style === 'single' || style === 'double';
  return isQuoted && end - start >= 2 ? [{ start: start + 1, end: end - 1 }] : [];
}

function holds({ start, end }: OffsetRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
