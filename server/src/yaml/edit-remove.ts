/** Edits that take an entry or an item out. Comments on lines of their own stay. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import {
  afterBreak,
  columnAt,
  type EditPlace,
  editPlace,
  entryEnd,
  indexOfEntry,
  lineEnd,
  lineStart,
  ownEntries,
  replaceWith,
} from './edit-place.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlSeq } from './node.ts';

/** The header of a block scalar that keeps the line breaks at its end. */
const KEEPS_BLANKS = /[|>][1-9]?\+/;

const keeping = new WeakMap<YamlDocument, boolean>();

/** Whether blank lines may belong to a block scalar above them. Asked for each edit, so read once. */
export function keepsBlanks(document: YamlDocument): boolean {
  const keeps = keeping.get(document) ?? KEEPS_BLANKS.test(document.text);
  keeping.set(document, keeps);
  return keeps;
}

/** Takes the entry at `path` out; a mapping that loses its last entry becomes `{}`. */
export function removeEntry(document: YamlDocument, path: string): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.entry === undefined || place.parent?.kind !== 'map') return undefined;
  const entries = ownEntries(place.parent);
  const index = indexOfEntry(entries, place.entry);
  return removePart(document, place, (offset) => {
    const entry = entries[index + offset];
    return index < 0 ? undefined : entry && { start: entry.key.start, end: entryEnd(entry) };
  });
}

/** Takes the list item at `path` out; a list that loses its last item becomes `[]`. */
export function removeItem(document: YamlDocument, path: string): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.parent?.kind !== 'seq') return undefined;
  const parts = itemParts(document, place.parent);
  return removePart(document, place, (offset) => parts[place.index + offset]);
}

/** A long list may lose each of its items to a fix of its own. */
const partsOfLists = new WeakMap<YamlSeq, readonly OffsetRange[]>();

/** The items with their dashes. */
export function itemParts({ text }: YamlDocument, list: YamlSeq): readonly OffsetRange[] {
  const known = partsOfLists.get(list);
  if (known !== undefined) return known;
  const parts: OffsetRange[] = [];
  for (const item of list.items) {
    const { start, end } = item.via ?? item.value;
    const dash = list.flow ? start : dashOffset(text, parts.at(-1)?.end ?? list.start);
    parts.push({ start: dash, end: Math.max(end, dash + 1) });
  }
  partsOfLists.set(list, parts);
  return parts;
}

/** Offset of the next dash; between items there are only blanks and comments. */
function dashOffset(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '-') at = text[at] === '#' ? lineEnd(text, at) : at + 1;
  return at;
}

function removePart(
  document: YamlDocument,
  { parent, parentEntry }: EditPlace,
  partAt: (offset: -1 | 0 | 1) => OffsetRange | undefined,
): readonly TextEdit[] | undefined {
  const [previous, part, next] = [partAt(-1), partAt(0), partAt(1)];
  if (parent === undefined || part === undefined || definesUsedAnchor(document, part)) return undefined;
  const { text } = document;
  if (previous === undefined && next === undefined) {
    if (parent.kind === 'map' && parent.entries.some((entry) => entry.merged === true)) return undefined;
    const empty = parent.kind === 'map' ? '{}' : '[]';
    return replaceWith(document, ...inPlaceOf(text, parent, parentEntry, empty));
  }
  if (parent.flow) {
    const range =
      previous === undefined
        ? { start: part.start, end: next?.start ?? part.end }
        : { start: previous.end, end: part.end };
    return /#/.test(text.slice(range.start, part.start) + text.slice(part.end, range.end))
      ? undefined
      : replaceWith(document, range, '');
  }
  const from = lineStart(text, part.start);
  if (text.slice(from, part.start).trim() === '') return removeLines(document, part);
  // The first key or dash shares its line with a dash before it; the next one takes its place.
  if (next === undefined) return undefined;
  const isOnlyBlank = text.slice(part.end, next.start).trim() === '';
  return replaceWith(document, { start: part.start, end: isOnlyBlank ? next.start : part.end }, '');
}

/** An empty collection stands behind its key, unless a comment does; then it is indented below, as YAML wants it. */
function inPlaceOf(
  text: string,
  node: YamlMap | YamlSeq,
  holder: YamlEntry | undefined,
  empty: string,
): readonly [OffsetRange, string] {
  if (holder === undefined || lineStart(text, node.start) <= holder.key.start) return [node, empty];
  const between = text.slice(holder.key.end, node.start);
  if (/^\s*:\s*$/.test(between)) {
    return [{ start: holder.key.end + between.indexOf(':') + 1, end: node.end }, ` ${empty}`];
  }
  const missing = columnAt(text, holder.key.start) + 1 - columnAt(text, node.start);
  return [node, (missing > 0 ? '  ' : '') + empty];
}

function removeLines(document: YamlDocument, part: OffsetRange): readonly TextEdit[] | undefined {
  const { text } = document;
  const start = lineStart(text, part.start);
  const end = endOfLines(document, part.end, part.start - start);
  const isLast = end >= text.length && start > 0 && !keepsBlanks(document);
  if (!isLast) return replaceWith(document, { start, end: afterBreak(text, end) }, '');
  // The last line has no break of its own to take along.
  return replaceWith(
    document,
    { start: text.startsWith('\r\n', start - 2) ? start - 2 : start - 1, end },
    '',
  );
}

/**
 * End of the last line that goes with a part in `column`: comments that are indented deeper belong to it, and blank
 * lines go where a block scalar before them, which keeps its blank lines, would take them.
 */
export function endOfLines(document: YamlDocument, end: number, column: number): number {
  const { text } = document;
  const takesBlanks = keepsBlanks(document);
  let last = lineEnd(text, end);
  for (let at = last; at < text.length; ) {
    const next = afterBreak(text, at);
    if (next >= text.length) break;
    at = lineEnd(text, next);
    const content = text.slice(next, at).trimStart();
    if (content === '') {
      if (takesBlanks) last = at;
    } else if (content.startsWith('#') && at - content.length - next > column) last = at;
    else break;
  }
  return last;
}

function definesUsedAnchor(document: YamlDocument, { start, end }: OffsetRange): boolean {
  const { text } = document;
  const names = text.slice(start, end).matchAll(/&([^\s,[\]{}]+)/g);
  const outside = text.slice(0, start) + text.slice(end);
  return [...names].some(([, name]) => outside.includes(`*${name}`));
}
