/** What can be folded away: documents, blocks of keys and items, scalars of several lines, comments, regions. */
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { findEntry } from '../../yaml/navigate.ts';
import type { PlacedDocument, YamlEntry, YamlFile, YamlNode } from '../../yaml/node.ts';
import { type CommentFold, commentRuns } from './comment-runs.ts';
import { indentedBlocks } from './indented-blocks.ts';
import { nodeBlocks } from './node-blocks.ts';

export interface Folding {
  /** From the line that stays to the last one that goes, in file offsets. */
  readonly range: OffsetRange;
  readonly kind: 'block' | CommentFold['kind'];
}

/** Undefined for files without anything of ours: editors fold those by themselves, but not beside an empty answer. */
export function foldingRanges(snapshot: Snapshot, uri: string): readonly Folding[] | undefined {
  const file = snapshot.file(uri);
  if (file?.documents.some(({ document }) => document.state === 'parsed') !== true) return undefined;
  const texts: OffsetRange[] = [];
  const blocks = file.documents.flatMap((placed) => documentBlocks(placed, texts));
  return [...folded(file, blocks), ...commentRuns(file.text, texts)];
}

/** In file offsets, outer ones first. Adds what is text although it may look like comments to `texts`. */
function documentBlocks({ document, start }: PlacedDocument, texts: OffsetRange[]): readonly OffsetRange[] {
  const { root, text } = document;
  const isBroken = document.problems.some(({ code }) => code === 'syntax');
  const blocks: OffsetRange[] = [];
  if (root === undefined || isBroken) {
    const first = text.search(/^[ \t]*[^\s#]/m);
    const whole = { start: Math.max(0, first), end: text.length };
    for (const range of [whole, ...indentedBlocks(text)]) blocks.push(shiftRange(range, start));
  }
  if (root === undefined) return blocks;
  const head = isBroken ? undefined : headOf(root);
  const whole = { range: { start: head?.end ?? root.start, end: root.end }, node: root };
  for (const { range, node } of [whole, ...nodeBlocks(root, text)]) {
    // It would hide the name, and its lines belong to the head.
    if (node === head?.metadata) continue;
    const placed = shiftRange(range, start);
    if (node.kind === 'scalar' && node.style !== 'plain') texts.push(placed);
    if (!isBroken) blocks.push(shiftRange(withoutClosing(text, range, node), start));
  }
  return blocks;
}

/**
 * What stays to be seen of an object when everything is folded: up to its name, or its kind when that comes later.
 * Undefined where something else stands in between.
 */
function headOf(root: YamlNode): { readonly end: number; readonly metadata?: YamlNode } | undefined {
  if (root.kind !== 'map' || root.flow) return undefined;
  const kind = findEntry(root, 'kind');
  const metadata = findEntry(root, 'metadata');
  const name = findEntry(metadata?.value, 'name');
  if (kind?.via !== undefined || metadata?.via !== undefined || name?.via !== undefined) return undefined;
  if (kind === undefined || metadata === undefined || name === undefined) return undefined;
  const last = Math.max(kind.key.start, metadata.key.start);
  const isHead = ({ key }: YamlEntry) => HEAD_KEYS.has(key.text) || key.start > last;
  if (!root.entries.every(isHead)) return undefined;
  const end = Math.max(kind.key.start, name.key.start);
  const isBlock = metadata.value.kind === 'map' && !metadata.value.flow;
  return { end, ...(isBlock && { metadata: metadata.value }) };
}

const HEAD_KEYS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The line of a closing bracket stays to be seen. */
function withoutClosing(text: string, { start, end }: OffsetRange, node: YamlNode): OffsetRange {
  if (node.kind === 'scalar' || !node.flow) return { start, end };
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const isAlone = lineStart > start && /^[\s\]}]*$/.test(text.slice(lineStart, end));
  return { start, end: isAlone ? lineStart - 1 : end };
}

/** A line folds only once, as far as it can. */
function folded({ text }: YamlFile, blocks: readonly OffsetRange[]): readonly Folding[] {
  const seen = new Set<number>();
  const found: Folding[] = [];
  for (const block of blocks) {
    const written = text.slice(block.start, block.end).trimEnd();
    const line = text.lastIndexOf('\n', block.start - 1);
    if (seen.has(line) || !written.includes('\n')) continue;
    seen.add(line);
    found.push({ range: { start: block.start, end: block.start + written.length }, kind: 'block' });
  }
  return found;
}
