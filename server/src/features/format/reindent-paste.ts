/**
 * Moves a pasted block to a column where it fits. Only when the document cannot be read with the block as it is, can be
 * read without it, and says the same around it afterwards.
 */
import type { OffsetRange } from '../../base/offset-range.ts';
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import { sameContent } from '../../yaml/navigate.ts';
import type { YamlDocument, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import { isRemark } from '../../yaml/problem-list.ts';
import { lineAt, type TextLine, textLines } from './text-line.ts';
import { withoutLines } from './without-lines.ts';

export function reindentPaste(document: YamlDocument, range: OffsetRange): readonly TextEdit[] {
  const { text, header, problems } = document;
  // A key that is there twice stands where it was meant to.
  if (!problems.some(({ code }) => code === 'syntax' || code === 'tab-indentation')) return [];
  const lines = textLines(text);
  const first = lineAt(lines, range.start);
  const last = lineAt(lines, Math.max(range.start, range.end - 1));
  const block = lines.slice(first, last + 1).filter(({ content }) => content !== '');
  const start = lines[first]?.start;
  const end = lines[last]?.next;
  if (block.length === 0 || start === undefined || end === undefined) return [];
  const around = parseDocument(text.slice(0, start) + text.slice(end), header);
  if (!isSound(around) || around.root === undefined) return [];
  const columns = candidates(lines.slice(0, first), lines.slice(last + 1), block);
  for (const column of columns) {
    for (const edits of shapes(block, column)) {
      const after = applyEdits(text, edits);
      const grown = after.length - text.length;
      if (fits(parseDocument(after, header), around.root, { start, end: end + grown })) return edits;
    }
  }
  return [];
}

function isSound({ problems, root }: YamlDocument): boolean {
  return problems.every(isRemark) && root?.kind === 'map' && !root.flow;
}

function fits(document: YamlDocument, around: YamlNode, pasted: OffsetRange): boolean {
  return (
    isSound(document) &&
    document.root !== undefined &&
    sameContent(withoutLines(document.root, pasted), around)
  );
}

/** Columns worth trying: where the block stands, beside what follows, then what precedes from the inside out. */
function candidates(
  above: readonly TextLine[],
  below: readonly TextLine[],
  block: readonly TextLine[],
): readonly number[] {
  const columns = [block[0]?.indent ?? 0];
  const next = below.find(isContent);
  const opening = openingOf(block[0]);
  const alike = [...below.slice(0, 1), ...[...above].reverse()].find((line) => openingOf(line) === opening);
  if (alike !== undefined && opening !== undefined) columns.push(alike.indent);
  const isItem = block[0]?.content.startsWith('-') === true;
  if (next !== undefined && next.content.startsWith('-') === isItem) columns.push(next.indent);
  let limit = Number.POSITIVE_INFINITY;
  for (const { indent, content } of above.filter(isContent).reverse()) {
    if (indent >= limit) continue;
    limit = indent;
    const dash = /^(?:- +)+/.exec(content)?.[0].length ?? 0;
    if (content.endsWith(':')) columns.push(indent + dash + 2);
    if (dash > 0) columns.push(indent + dash);
    columns.push(indent);
  }
  return [...new Set(columns)];
}

/** `- route:` of an item: items that begin alike belong to one list. */
function openingOf(line: TextLine | undefined): string | undefined {
  return /^- +[^\s:]+:/.exec(line?.content ?? '')?.[0];
}

function isContent({ content }: TextLine): boolean {
  return content !== '' && !content.startsWith('#');
}

/** The block with its first line at `column`: as one piece, or with its other lines beside or below the first. */
function shapes(block: readonly TextLine[], column: number): readonly (readonly TextEdit[])[] {
  const [first, ...others] = block;
  if (first === undefined) return [];
  const edge = others.reduce((least, { indent }) => Math.min(least, indent), Number.POSITIVE_INFINITY);
  const body = first.content.startsWith('- ') ? column + 2 : column;
  const shifts = [column - first.indent];
  if (others.length > 0) shifts.push(body - edge, body + 2 - edge);
  return [...new Set(shifts)].map((shift) => [
    ...indented(first, column),
    ...others.flatMap((line) => indented(line, Math.max(0, line.indent + shift))),
  ]);
}

function indented({ start, indent }: TextLine, column: number): readonly TextEdit[] {
  if (indent === column) return [];
  return [{ range: { start, end: start + indent }, newText: ' '.repeat(column) }];
}
