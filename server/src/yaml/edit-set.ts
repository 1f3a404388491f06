/** Edits that give a place another value of any form. */
import type { JsonValue } from '../base/json.ts';
import type { TextEdit } from '../base/text-edit.ts';
import {
  columnAt,
  type EditPlace,
  editPlace,
  isJsonLike,
  layoutOf,
  lineEnd,
  replaceWith,
} from './edit-place.ts';
import { setScalar } from './edit-scalar.ts';
import type { YamlDocument } from './node.ts';
import { writeEntry, writeFlow, writeItem, writeScalar } from './write-value.ts';

/**
 * Makes what stands at `path` read as `value`. `flow`: a collection is written on one line. Undefined where nothing
 * stands, where something is shared or printed by a template, and where comments would be lost.
 */
export function setValue(
  document: YamlDocument,
  path: string,
  value: JsonValue,
  flow = false,
): readonly TextEdit[] | undefined {
  const isCollection = typeof value === 'object' && value !== null;
  if (!isCollection) {
    const edits = setScalar(document, path, value);
    if (edits !== undefined) return edits;
  }
  const place = editPlace(document, path);
  if (place === undefined || place.parent === undefined || isMarked(document, place)) return undefined;
  const { node, isInFlow } = place;
  if (isInFlow || (flow && node.kind === 'scalar' && !isBlockText(place))) {
    return replaceWith(document, node, writeFlow(value, isJsonLike(document) ? 'json' : 'yaml'));
  }
  return place.entry === undefined ? setItem(document, place, value) : setEntry(document, place, value);
}

function isBlockText({ node }: EditPlace): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** Tags and anchors in front of the value, and comments in it, would be lost. */
function isMarked({ text }: YamlDocument, { node, entry }: EditPlace): boolean {
  const inside = text.slice(node.start, node.end);
  if (node.kind !== 'scalar' && /(?:^|\s)#/.test(inside)) return true;
  return (
    entry !== undefined && /(?:^|\s)[&!]/.test(text.slice(entry.key.end, node.start).replace(/#.*/g, ''))
  );
}

function setEntry(
  document: YamlDocument,
  { node, entry }: EditPlace,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  if (entry === undefined) return undefined;
  const { text } = document;
  const written = writeEntry('k', value, columnAt(text, entry.key.start), layoutOf(document)).slice(2);
  const colon = entry.key.end + Math.max(0, text.slice(entry.key.end, node.start).indexOf(':')) + 1;
  const between = text.slice(colon, node.start);
  // A comment behind the key, with the value below it.
  if (/#/.test(between)) return undefined;
  const end = lineEnd(text, node.end);
  const rest = text.slice(node.end, end);
  if (rest.trim() === '') return replaceWith(document, { start: colon, end }, written);
  // Behind a block of text nothing can stand.
  const line = typeof value === 'string' ? ` ${writeScalar(value)}` : written;
  if (!/[\r\n]/.test(line)) return replaceWith(document, { start: colon, end: node.end }, line);
  // The collection starts on the line below, so that the comment behind the old value may stay.
  if (node.start === node.end) return replaceWith(document, { start: end, end }, written);
  return replaceWith(document, { start: node.start, end }, rest.trimStart() + written);
}

function setItem(
  document: YamlDocument,
  { node, parent }: EditPlace,
  value: JsonValue,
): readonly TextEdit[] | undefined {
  const { text } = document;
  // A comment behind the item would come to stand behind the new item's first or last line.
  if (parent === undefined || /#/.test(text.slice(node.end, lineEnd(text, node.end)))) return undefined;
  const isGlued = node.start === node.end && !/\s/.test(text.charAt(node.start - 1));
  // What stands behind the dash may stand further in than a new item would.
  const column = isGlued ? columnAt(text, parent.start) : columnAt(text, node.start) - 2;
  const written = writeItem(value, column, layoutOf(document)).slice(1).trimStart();
  return replaceWith(document, node, isGlued ? ` ${written}` : written);
}
