/** Edits that put an item in front of another one of its list: a new item, or one that stood elsewhere in it. */
import type { JsonValue } from '../base/json.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import {
  afterBreak,
  columnAt,
  type EditPlace,
  editPlace,
  isJsonLike,
  layoutOf,
  lineBreakOf,
  lineStart,
  replaceWith,
} from './edit-place.ts';
import { endOfLines, itemParts, keepsBlanks } from './edit-remove.ts';
import type { YamlDocument } from './node.ts';
import { writeFlow, writeItem } from './write-value.ts';

/** Adds an item in front of the one at `path`, and of the comments above it. */
export function insertItem(
  document: YamlDocument,
  path: string,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.parent?.kind !== 'seq') return undefined;
  const { parent, index } = place;
  const { text } = document;
  const part = itemParts(document, parent)[index];
  if (part === undefined) return undefined;
  if (parent.flow || place.isInFlow) {
    const written = writeFlow(value, isJsonLike(document) ? 'json' : 'yaml');
    return replaceWith(document, { start: part.start, end: part.start }, `${written}, `);
  }
  const column = columnAt(text, part.start);
  const written = writeItem(value, column, layoutOf(document));
  if (!isAloneOnLine(text, part)) {
    // The first dash shares its line with what is before it.
    const gap = lineBreakOf(text) + ' '.repeat(column);
    return replaceWith(document, { start: part.start, end: part.start }, written + gap);
  }
  const at = commentsAbove(text, part);
  return replaceWith(document, { start: at, end: at }, ' '.repeat(column) + written + lineBreakOf(text));
}

/** Puts the item at `path` in front of the one at `before`, each with the comments above it. */
export function moveItem(
  document: YamlDocument,
  path: string,
  before: string,
): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  const target = editPlace(document, before);
  if (place?.parent?.kind !== 'seq' || target?.parent !== place.parent) return undefined;
  if (target.index === place.index || target.index === place.index + 1) return [];
  return place.isInFlow ? moveInFlow(document, place, target) : moveLines(document, place, target);
}

function moveInFlow(
  document: YamlDocument,
  { parent, index }: EditPlace,
  target: EditPlace,
): readonly TextEdit[] | undefined {
  if (parent?.kind !== 'seq') return undefined;
  const { text } = document;
  const parts = itemParts(document, parent);
  const [part, next, previous, to] = [parts[index], parts[index + 1], parts[index - 1], parts[target.index]];
  if (part === undefined || to === undefined || text.slice(parent.start, parent.end).includes('#'))
    return undefined;
  const gone =
    previous === undefined
      ? { start: part.start, end: next?.start ?? part.end }
      : { start: previous.end, end: part.end };
  return bothOf(
    replaceWith(document, gone, ''),
    replaceWith(document, { start: to.start, end: to.start }, `${text.slice(part.start, part.end)}, `),
  );
}

function moveLines(
  document: YamlDocument,
  { parent, index }: EditPlace,
  target: EditPlace,
): readonly TextEdit[] | undefined {
  if (parent?.kind !== 'seq') return undefined;
  const { text } = document;
  const parts = itemParts(document, parent);
  const [part, to] = [parts[index], parts[target.index]];
  if (part === undefined || to === undefined || keepsBlanks(document)) return undefined;
  if (!isAloneOnLine(text, part) || !isAloneOnLine(text, to)) return undefined;
  const start = commentsAbove(text, part);
  const end = endOfLines(document, part.end, columnAt(text, part.start));
  const lines = text.slice(start, end);
  // An alias must stay behind its anchor.
  if (/[&*][^\s,[\]{}]/.test(lines)) return undefined;
  const isLast = end >= text.length;
  const before = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  const gone = isLast ? { start: before, end } : { start, end: afterBreak(text, end) };
  const at = commentsAbove(text, to);
  return bothOf(
    replaceWith(document, gone, ''),
    replaceWith(document, { start: at, end: at }, lines + lineBreakOf(text)),
  );
}

function bothOf(
  a: readonly TextEdit[] | undefined,
  b: readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  return a === undefined || b === undefined ? undefined : [...a, ...b];
}

function isAloneOnLine(text: string, { start }: OffsetRange): boolean {
  return text.slice(lineStart(text, start), start).trim() === '';
}

/** Start of the comment lines directly above, in the same column. */
function commentsAbove(text: string, { start }: OffsetRange): number {
  let at = lineStart(text, start);
  const column = start - at;
  while (at > 0) {
    const above = lineStart(text, at - (text.startsWith('\r\n', at - 2) ? 2 : 1));
    if (!text.startsWith('#', above + column) || text.slice(above, above + column).trim() !== '') break;
    at = above;
  }
  return at;
}
