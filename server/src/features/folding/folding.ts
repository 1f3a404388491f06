/** What can be folded away: documents, blocks of keys and items, scalars of several lines, comments, regions. */
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlDocument, YamlNode } from '../../yaml/node.ts';

export interface Folding {
  /** From the line that stays to the last one that goes, in file offsets. */
  readonly range: OffsetRange;
  readonly kind: 'block' | 'comment' | 'region';
}

export function foldingRanges(snapshot: Snapshot, uri: string): readonly Folding[] {
  const file = snapshot.file(uri);
  if (file === undefined) return [];
  const blocks = file.documents.flatMap(({ document, start }) =>
    blockRanges(document).map((range) => shiftRange(range, start)),
  );
  const seen = new Set<number>();
  const folded = blocks
    .map(({ start, end }) => ({ start, end: start + file.text.slice(start, end).trimEnd().length }))
    .filter(({ start, end }) => {
      const line = file.text.lastIndexOf('\n', start - 1);
      if (seen.has(line) || !file.text.slice(start, end).includes('\n')) return false;
      seen.add(line);
      return true;
    })
    .map((range): Folding => ({ range, kind: 'block' }));
  return [...folded, ...commentRanges(file.text)];
}

/** Outer ones first: a line folds only once, as far as it can. */
function blockRanges({ root, text }: YamlDocument): readonly OffsetRange[] {
  if (root === undefined) return [];
  return [{ start: root.start, end: root.end }, ...inner(root, text)];
}

function inner(node: YamlNode, text: string): readonly OffsetRange[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'seq') {
    return node.items
      .filter(({ via }) => via === undefined)
      .flatMap(({ value }) => [{ start: value.start, end: value.end }, ...inner(value, text)]);
  }
  return node.entries
    .filter(({ via, merged }) => via === undefined && merged !== true)
    .flatMap(({ key, value }) => [{ start: key.start, end: value.end }, ...inner(value, text)]);
}

const COMMENT_LINE = /^[ \t]*#.*$/gm;

function commentRanges(text: string): readonly Folding[] {
  const found: Folding[] = [];
  const regions: number[] = [];
  let run: OffsetRange | undefined;
  for (const { 0: line, index } of text.matchAll(COMMENT_LINE)) {
    const end = index + line.trimEnd().length;
    const word = /^\s*#\s*(?:(region)|(endregion))\b/.exec(line);
    if (word?.[1] !== undefined) regions.push(index);
    const opened = word?.[2] === undefined ? undefined : regions.pop();
    if (opened !== undefined) found.push({ range: { start: opened, end }, kind: 'region' });
    const follows = run !== undefined && /^\r?\n$/.test(text.slice(run.end, index));
    if (run !== undefined && !follows) pushRun(found, text, run);
    run = word !== null ? undefined : { start: follows && run !== undefined ? run.start : index, end };
  }
  if (run !== undefined) pushRun(found, text, run);
  return found;
}

function pushRun(found: Folding[], text: string, range: OffsetRange): void {
  if (text.slice(range.start, range.end).includes('\n')) found.push({ range, kind: 'comment' });
}
