/** A selection that grows: word, scalar, pair, block, item, document, file. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlNode } from '../../yaml/node.ts';

/** From the inside out, each larger than the one before and around it; in file offsets. */
export function selectionRanges(snapshot: Snapshot, uri: string, offset: number): readonly OffsetRange[] {
  const file = snapshot.file(uri);
  if (file === undefined) return [];
  const around: OffsetRange[] = [{ start: 0, end: file.text.length }];
  const placed = snapshot.documentAt(uri, offset);
  if (placed !== undefined) {
    const { document, start } = placed;
    around.push({ start, end: start + document.text.length });
    const inside = document.root === undefined ? [] : nodesAround(document.root, offset - start);
    around.push(...inside.map((range) => ({ start: range.start + start, end: range.end + start })));
  }
  around.push(wordAt(file.text, offset));
  const nested: OffsetRange[] = [];
  for (const range of around) {
    const outer = nested.at(-1) ?? range;
    const isInside = range.start >= outer.start && range.end <= outer.end;
    const isSmaller = nested.length === 0 || range.end - range.start < outer.end - outer.start;
    if (isInside && isSmaller && holds(range, offset)) nested.push(range);
  }
  return nested.reverse();
}

function nodesAround(root: YamlNode, offset: number): readonly OffsetRange[] {
  const found: OffsetRange[] = [];
  for (let node: YamlNode | undefined = root; node !== undefined; ) {
    found.push({ start: node.start, end: node.end });
    node = node.kind === 'scalar' ? undefined : into(node, offset, found);
  }
  return found;
}

function into(
  node: Exclude<YamlNode, { kind: 'scalar' }>,
  offset: number,
  found: OffsetRange[],
): YamlNode | undefined {
  if (node.kind === 'seq') {
    return node.items.find(({ value, via }) => via === undefined && holds(value, offset))?.value;
  }
  const entry = node.entries.find(
    ({ key, value, via, merged }) =>
      merged !== true && holds({ start: key.start, end: via?.end ?? value.end }, offset),
  );
  if (entry === undefined) return undefined;
  found.push({ start: entry.key.start, end: entry.via?.end ?? entry.value.end });
  if (holds(entry.key, offset)) return entry.key;
  return entry.via === undefined && holds(entry.value, offset) ? entry.value : undefined;
}

function holds({ start, end }: OffsetRange, offset: number): boolean {
  return start <= offset && offset <= end;
}

const WORD = /[\p{L}\p{N}_]/u;

function wordAt(text: string, offset: number): OffsetRange {
  let start = offset;
  let end = offset;
  while (start > 0 && WORD.test(text[start - 1] ?? '')) start--;
  while (end < text.length && WORD.test(text[end] ?? '')) end++;
  return { start, end };
}
