/** Changes one name in a suppression; the comment or annotation goes with its last one. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import { tailStart } from '../../base/trim-text.ts';
import type { YamlDocument } from '../../yaml/node.ts';
import { ANNOTATIONS } from '../suppression.ts';

/** The name is taken out, or another one stands instead of it. */
export type NameChange = 'remove' | { readonly instead: string };

/** `at`: the name, in the document's text. Undefined where the list around it cannot be read. */
export function changeName(
  { text, directives }: YamlDocument,
  at: OffsetRange,
  change: NameChange,
): TextEdit | undefined {
  if (change !== 'remove') return { range: at, newText: change.instead };
  const comment = directives.find(({ start, end }) => start <= at.start && at.end <= end);
  const list =
    comment === undefined ? annotationList(text, at) : commentList(text, comment.start, comment.end);
  if (list === undefined) return undefined;
  if (text.slice(list.start, list.end).includes(',')) return removeOne(text, at);
  const line = wholeLine(text, list);
  const isAlone = /^\s*#/.test(text.slice(line.start, line.end)) || comment === undefined;
  const range = isAlone ? line : { start: beforeComment(text, comment.start), end: comment.end };
  return { range, newText: '' };
}

/** The name with the comma behind it, or in front of the last one. */
function removeOne(text: string, at: OffsetRange): TextEdit {
  const behind = /^\s*,\s*/.exec(text.slice(at.end));
  if (behind !== null) return { range: { start: at.start, end: at.end + behind[0].length }, newText: '' };
  const before = /,\s*$/.exec(text.slice(0, at.start));
  return { range: { start: at.start - (before?.[0].length ?? 0), end: at.end }, newText: '' };
}

/** `meshwright-ignore a, b: reason`: what stands between the word and the colon. */
function commentList(text: string, start: number, end: number): OffsetRange | undefined {
  const match = /^(#?\s*meshwright-ignore\s+)([^:]+)/.exec(text.slice(start, end));
  if (match === null) return undefined;
  const from = start + (match[1]?.length ?? 0);
  return { start: from, end: from + (match[2]?.length ?? 0) };
}

/** The value of an annotation on one line. */
function annotationList(text: string, at: OffsetRange): OffsetRange | undefined {
  const { start, end } = wholeLine(text, at);
  const line = text.slice(start, end);
  const [lead, name] = /^\s*([a-z./-]+)\s*:\s*["']?/.exec(line) ?? [];
  if (lead === undefined || !ANNOTATIONS.some((annotation) => annotation.name === name)) return undefined;
  const from = start + lead.length;
  return { start: from, end: from + (/^[^"'\r\n#]*/.exec(line.slice(lead.length))?.[0].length ?? 0) };
}

/** With its line break. */
function wholeLine(text: string, { start, end }: OffsetRange): OffsetRange {
  const next = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? text.length : next + 1 };
}

function beforeComment(text: string, start: number): number {
  const hash = text.lastIndexOf('#', start);
  return tailStart(text, hash, ' \t');
}
