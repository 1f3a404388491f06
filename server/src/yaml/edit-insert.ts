/** Edits that add an entry to a mapping or an item to a list, in the style the document has there. */
import type { JsonValue } from '../base/json.ts';
import type { TextEdit } from '../base/text-edit.ts';
import {
  afterBreak,
  columnAt,
  type EditPlace,
  editPlace,
  entryEnd,
  isJsonLike,
  layoutOf,
  lineBreakOf,
  lineEnd,
  lineStart,
  ownEntries,
  replaceWith,
} from './edit-place.ts';
import { findEntry } from './navigate.ts';
import type { YamlDocument, YamlMap, YamlNode, YamlSeq } from './node.ts';
import { writeEntry, writeFlow, writeItem } from './write-value.ts';

/**
 * Adds `key: value` behind the last entry of the mapping at `mapPath`. An empty value or an empty document becomes a
 * mapping. Undefined when the key is there already or no mapping can stand there.
 */
export function insertEntry(
  document: YamlDocument,
  mapPath: string,
  key: string,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  if (document.root === undefined && mapPath === '') return insertIntoEmpty(document, { [key]: value });
  const place = editPlace(document, mapPath);
  if (place === undefined) return undefined;
  const { node, isInFlow } = place;
  if (node.kind === 'scalar') return fillEmpty(document, place, { [key]: value });
  if (node.kind !== 'map' || findEntry(node, key) !== undefined) return undefined;
  if (node.flow || isInFlow) {
    const quoting = isJsonLike(document) ? 'json' : 'yaml';
    const entry = writeFlow({ [key]: value }, quoting).slice(1, -1);
    return insertIntoFlow(document, node, entry);
  }
  const own = ownEntries(node);
  const first = own[0];
  const last = own.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { text } = document;
  const column = columnAt(text, first.key.start);
  const written = writeEntry(key, value, column, layoutOf(document));
  const at = Math.max(endOfContent(text, entryEnd(last), last.value), lineEnd(text, node.end));
  return replaceWith(document, { start: at, end: at }, lineBreakOf(text) + ' '.repeat(column) + written);
}

/** Adds an item behind the last one of the list at `listPath`. An empty value becomes a list. */
export function appendItem(
  document: YamlDocument,
  listPath: string,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  const place = editPlace(document, listPath);
  if (place === undefined) return undefined;
  const { node, isInFlow } = place;
  if (node.kind === 'scalar') return fillEmpty(document, place, [value]);
  if (node.kind !== 'seq') return undefined;
  if (node.flow || isInFlow)
    return insertIntoFlow(document, node, writeFlow(value, isJsonLike(document) ? 'json' : 'yaml'));
  const last = node.items.at(-1);
  if (last === undefined) return undefined;
  const { text } = document;
  const column = columnAt(text, node.start);
  const written = writeItem(value, column, layoutOf(document));
  const at = endOfContent(text, (last.via ?? last.value).end, last.value);
  return replaceWith(document, { start: at, end: at }, lineBreakOf(text) + ' '.repeat(column) + written);
}

/** End of the line on which content ends; behind the blank lines that a block scalar keeps. */
function endOfContent(text: string, end: number, value: YamlNode): number {
  let at = lineEnd(text, end);
  const leaf = lastLeaf(value);
  if (leaf.kind !== 'scalar' || (leaf.style !== 'literal' && leaf.style !== 'folded')) return at;
  const tail = leaf.text.slice(leaf.text.trimEnd().length);
  if (!tail.endsWith('\n') || !tail.slice(0, -1).includes('\n')) return at;
  for (let next = afterBreak(text, at); next < text.length; next = afterBreak(text, lineEnd(text, next))) {
    if (text.slice(next, lineEnd(text, next)).trim() !== '') break;
    at = lineEnd(text, next);
  }
  return at;
}

function lastLeaf(node: YamlNode): YamlNode {
  if (node.kind === 'scalar') return node;
  const last = node.kind === 'map' ? ownEntries(node).at(-1) : node.items.at(-1);
  return last === undefined || last.via !== undefined ? node : lastLeaf(last.value);
}

function insertIntoEmpty(document: YamlDocument, value: JsonValue): readonly TextEdit[] | undefined {
  const { text } = document;
  const layout = layoutOf(document);
  const entries = Object.entries(value ?? {}).map(([key, item]) => writeEntry(key, item, 0, layout));
  const at = text.length;
  const isOnOwnLine = text.slice(lineStart(text, at)).trim() === '';
  const written = (isOnOwnLine ? '' : layout.lineBreak) + entries.join(layout.lineBreak) + layout.lineBreak;
  return replaceWith(document, { start: isOnOwnLine ? lineStart(text, at) : at, end: at }, written);
}

/** Puts a collection of one where nothing (or `null`) stands. */
function fillEmpty(
  document: YamlDocument,
  { node, entry, parent, isInFlow }: EditPlace,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  const { text } = document;
  if (node.kind !== 'scalar' || node.value !== null || node.style !== 'plain') return undefined;
  const isGlued = node.start === node.end && !/\s/.test(text.charAt(node.start - 1));
  if (isInFlow || parent === undefined || /[&!]/.test(text.slice(entry?.key.end ?? node.start, node.start))) {
    if (parent === undefined) return undefined;
    const written = writeFlow(value, isJsonLike(document) ? 'json' : 'yaml');
    return replaceWith(document, node, isGlued ? ` ${written}` : written);
  }
  const layout = layoutOf(document);
  if (entry === undefined) {
    const column = isGlued ? columnAt(text, parent.start) : columnAt(text, node.start) - 2;
    const item = writeItem(value, column, layout).slice(1);
    return replaceWith(document, node, isGlued ? item : item.trimStart());
  }
  const holder = writeEntry('k', value, columnAt(text, entry.key.start), layout).slice(2);
  // The collection starts on the line below, so a comment behind the key may stay where it is.
  const at = lineEnd(text, node.end);
  if (node.start === node.end) return replaceWith(document, { start: at, end: at }, holder);
  const rest = text.slice(node.end, at);
  return replaceWith(document, { start: node.start, end: at }, rest.trimStart() + holder);
}

/** Before the closing bracket: behind the last one, on a line of its own where the others have theirs. */
function insertIntoFlow(
  document: YamlDocument,
  node: YamlMap | YamlSeq,
  written: string,
): readonly TextEdit[] | undefined {
  const { text } = document;
  const close = node.kind === 'map' ? '}' : ']';
  if (text[node.end - 1] !== close) return undefined;
  const parts =
    node.kind === 'map'
      ? ownEntries(node).map((entry) => ({ start: entry.key.start, end: entryEnd(entry) }))
      : node.items.map((item) => item.via ?? item.value);
  const last = parts.at(-1);
  if (last === undefined) {
    const inside = text.slice(node.start + 1, node.end - 1);
    if (inside.trim() !== '') return undefined;
    return replaceWith(document, { start: node.start + 1, end: node.end - 1 }, written);
  }
  const from = lineStart(text, last.start);
  const isOnOwnLine = text.slice(from, last.start).trim() === '' && from > node.start;
  const gap = isOnOwnLine ? lineBreakOf(text) + text.slice(from, last.start) : ' ';
  return replaceWith(document, { start: last.end, end: last.end }, `,${gap}${written}`);
}
