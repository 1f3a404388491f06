/** Edits of one scalar: its value, or the name of a key. Everything around it stays. */
import type { TextEdit } from '../base/text-edit.ts';
import {
  afterBreak,
  columnAt,
  type EditPlace,
  editPlace,
  isJsonLike,
  layoutOf,
  lineEnd,
  replaceWith,
} from './edit-place.ts';
import { findEntry } from './navigate.ts';
import type { YamlDocument, YamlScalar } from './node.ts';
import type { PlainValue } from './plain-scalar.ts';
import { writeBlockText, writeScalar } from './write-value.ts';

/**
 * Makes the scalar (or flow collection, or empty value) at `path` read as `value`. Quotes are kept, and added where
 * plain text would read as something else. Undefined where nothing of that kind stands.
 */
export function setScalar(
  document: YamlDocument,
  path: string,
  value: PlainValue,
): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place === undefined || hasTag(document, place)) return undefined;
  const { node, isInFlow } = place;
  if (node.kind !== 'scalar') {
    if (!node.flow || place.parent === undefined) return undefined;
    return replaceWith(document, node, written(document, value, undefined, isInFlow));
  }
  if (node.style === 'literal' || node.style === 'folded')
    return setBlockScalar(document, place, node, value);
  const text = written(document, value, node.start === node.end ? undefined : node, isInFlow);
  const isGlued = node.start === node.end && !/\s/.test(document.text.charAt(node.start - 1));
  return replaceWith(document, node, isGlued ? ` ${text}` : text);
}

/** Makes the scalar at `path` read as the string `text`, whatever it reads as now. */
export function setScalarText(
  document: YamlDocument,
  path: string,
  text: string,
): readonly TextEdit[] | undefined {
  return setScalar(document, path, text);
}

/** Gives the key of the entry at `path` another name. Undefined when its mapping has that name already. */
export function renameKey(
  document: YamlDocument,
  path: string,
  name: string,
): readonly TextEdit[] | undefined {
  const place = editPlace(document, path);
  if (place?.entry === undefined || findEntry(place.parent, name) !== undefined) return undefined;
  const { key } = place.entry;
  return replaceWith(document, key, written(document, name, key, place.isInFlow));
}

function written(
  document: YamlDocument,
  value: PlainValue,
  before: YamlScalar | undefined,
  isFlow: boolean,
): string {
  // A style tells how strings are written here; a number that becomes a string has none.
  const style = before !== undefined && typeof before.value === 'string' ? before.style : undefined;
  return writeScalar(value, { style: isJsonLike(document) ? 'double' : style, isFlow });
}

function setBlockScalar(
  document: YamlDocument,
  place: EditPlace,
  node: YamlScalar,
  value: PlainValue,
): readonly TextEdit[] | undefined {
  const layout = layoutOf(document);
  const { entry, parent } = place;
  const holder = entry?.key.start ?? (parent === undefined ? undefined : parent.start);
  const column = holder === undefined ? layout.step : columnAt(document.text, holder) + layout.step;
  const canBeBlock = typeof value === 'string' && !hasBlanksBelow(document.text, node.end);
  const block = canBeBlock ? writeBlockText(value, column, layout) : undefined;
  return replaceWith(document, node, block ?? writeScalar(value));
}

/** Blanks on empty lines below a block scalar could become part of its text. */
function hasBlanksBelow(text: string, end: number): boolean {
  for (let at = lineEnd(text, end); at < text.length; ) {
    const next = afterBreak(text, at);
    at = lineEnd(text, next);
    if (text.slice(next, at).trim() !== '') return false;
    if (at > next) return true;
  }
  return false;
}

/** A tag decides how the value is read, so nothing can be promised about another value behind it. */
function hasTag(document: YamlDocument, { entry, node, parent, index }: EditPlace): boolean {
  const previous = parent?.kind === 'seq' ? parent.items[index - 1] : undefined;
  const from = entry?.key.end ?? (previous?.via ?? previous?.value)?.end ?? parent?.start ?? 0;
  return /(?:^|\s)!/.test(document.text.slice(from, node.start).replace(/#.*/g, ''));
}
