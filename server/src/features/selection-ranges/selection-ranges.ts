/** A selection that grows: word, scalar, pair, block, item, document, file. */
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlDocument } from '../../yaml/node.ts';
import { indentedBlocks } from '../folding/indented-blocks.ts';
import { nodesAround } from './nodes-around.ts';

/** From the inside out, each larger than the one before and around it; in file offsets. */
export function selectionRanges(snapshot: Snapshot, uri: string, offset: number): readonly OffsetRange[] {
  const file = snapshot.file(uri);
  if (file === undefined) return [];
  const around: OffsetRange[] = [{ start: 0, end: file.text.length }];
  const placed = snapshot.documentAt(uri, offset);
  if (placed !== undefined) {
    const { document, start } = placed;
    around.push({ start, end: start + document.text.length });
    for (const range of insideOf(document, offset - start)) around.push(shiftRange(range, start));
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

/** In offsets of the document, outer ones first; by indentation and line where there are no nodes to trust. */
function insideOf({ root, text, problems }: YamlDocument, offset: number): readonly OffsetRange[] {
  if (root !== undefined && !problems.some(({ code }) => code === 'syntax')) {
    return nodesAround(root, text, offset);
  }
  const blocks = indentedBlocks(text).filter((block) => holds(block, offset));
  return [...blocks, lineAt(text, offset)];
}

function holds({ start, end }: OffsetRange, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Without the blanks around it. */
function lineAt(text: string, offset: number): OffsetRange {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline);
  const start = lineStart + line.length - line.trimStart().length;
  return { start, end: start + line.trim().length };
}

const WORD = /[\p{L}\p{N}_]/u;

function wordAt(text: string, offset: number): OffsetRange {
  let start = offset;
  let end = offset;
  while (start > 0 && WORD.test(text[start - 1] ?? '')) start--;
  while (end < text.length && WORD.test(text[end] ?? '')) end++;
  return { start, end };
}
