/** Edits that take an entry or an item out. Comments on lines of their own stay. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import {
  afterBreak,
  editPlace,
  entryEnd,
  lineEnd,
  lineStart,
  ownEntries,
  replaceWith,
} from './edit-place.ts';
import type { YamlDocument, YamlMap, YamlSeq } from './node.ts';

/** Takes the entry at `path` out; a mapping that loses its last entry becomes `{}`. */
export function removeEntry(document: YamlDocument, path: string): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.entry === undefined || place.parent?.kind !== 'map') return undefined;
  const { parent, entry, parentEntry } = place;
  const own = ownEntries(parent).map((each) => ({ start: each.key.start, end: entryEnd(each) }));
  return removePart(
    document,
    parent,
    own,
    own.findIndex((part) => part.start === entry.key.start),
  );
}

/** Takes the list item at `path` out; a list that loses its last item becomes `[]`. */
export function removeItem(document: YamlDocument, path: string): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.parent?.kind !== 'seq') return undefined;
  const { parent, index, parentEntry } = place;
  const parts: OffsetRange[] = [];
  for (const item of parent.items) {
    const { start, end } = item.via ?? item.value;
    const dash = parent.flow ? start : dashOffset(document.text, parts.at(-1)?.end ?? parent.start);
    parts.push({ start: dash, end: Math.max(end, dash + 1) });
  }
  return removePart(document, parent, parts, index);
}

/** Offset of the next dash; between items there are only blanks and comments. */
function dashOffset(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '-') at = text[at] === '#' ? lineEnd(text, at) : at + 1;
  return at;
}

function removePart(
  document: YamlDocument,
  parent: YamlMap | YamlSeq,
  parts: readonly OffsetRange[],
  index: number,
): readonly TextEdit[] | undefined {
  const part = parts[index];
  if (part === undefined || definesUsedAnchor(document, part)) return undefined;
  const previous = parts[index - 1];
  const next = parts[index + 1];
  const { text } = document;
  if (previous === undefined && next === undefined) {
    if (parent.kind === 'map' && parent.entries.some((entry) => entry.merged === true)) return undefined;
    return replaceWith(document, parent, parent.kind === 'map' ? '{}' : '[]');
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
  if (text.slice(from, part.start).trim() === '') return removeLines(document, from, part.end);
  // The first key or dash shares its line with a dash before it; the next one takes its place.
  if (next === undefined) return undefined;
  const isOnlyBlank = text.slice(part.end, next.start).trim() === '';
  return replaceWith(document, { start: part.start, end: isOnlyBlank ? next.start : part.end }, '');
}

function removeLines(document: YamlDocument, start: number, end: number): readonly TextEdit[] | undefined {
  const { text } = document;
  const last = lineEnd(text, end);
  if (last < text.length || start === 0)
    return replaceWith(document, { start, end: afterBreak(text, last) }, '');
  const before = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  return replaceWith(document, { start: before, end: last }, '');
}

function definesUsedAnchor(document: YamlDocument, { start, end }: OffsetRange): boolean {
  const { text } = document;
  const names = text.slice(start, end).matchAll(/&([^\s,[\]{}]+)/g);
  const outside = text.slice(0, start) + text.slice(end);
  return [...names].some(([, name]) => outside.includes(`*${name}`));
}
