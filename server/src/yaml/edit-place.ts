/** Where in a document an edit may write, and in which layout. Nothing that aliases share or templates print. */

import { pathSteps } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { holdsPlaceholderIn } from '../base/placeholder.ts';
import type { TextEdit } from '../base/text-edit.ts';
import { findEntry } from './navigate.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlSeq } from './node.ts';
import type { Layout } from './write-value.ts';

/** A node and what holds it. */
export interface EditPlace {
  readonly node: YamlNode;
  readonly parent: YamlMap | YamlSeq | undefined;
  /** The entry that holds the node, when a map does. */
  readonly entry: YamlEntry | undefined;
  /** The entry that holds the parent, when a map does. */
  readonly parentEntry: YamlEntry | undefined;
  /** The node's index among its parent's entries or items. */
  readonly index: number;
  readonly isInFlow: boolean;
}

/** The node at a path that exists as a whole, written where it stands. */
export function editPlace(document: YamlDocument, path: string): EditPlace | undefined {
  const { root } = document;
  if (root === undefined) return undefined;
  let place: EditPlace = {
    node: root,
    parent: undefined,
    entry: undefined,
    parentEntry: undefined,
    index: 0,
    isInFlow: false,
  };
  for (const step of pathSteps(path)) {
    const parent: YamlNode = place.node;
    const parentEntry: YamlEntry | undefined = place.entry;
    if (parent.kind === 'scalar') return undefined;
    const isInFlow: boolean = place.isInFlow || parent.flow;
    if (parent.kind === 'map') {
      const entry = typeof step === 'string' ? findEntry(parent, step) : undefined;
      if (entry === undefined || entry.via !== undefined) return undefined;
      place = {
        node: entry.value,
        parent,
        entry,
        parentEntry,
        index: indexOfEntry(parent.entries, entry),
        isInFlow,
      };
    } else {
      const item = typeof step === 'number' ? parent.items[step] : undefined;
      if (item === undefined || item.via !== undefined || typeof step !== 'number') return undefined;
      place = { node: item.value, parent, entry: undefined, parentEntry, index: step, isInFlow };
    }
  }
  return place;
}

/** One replacement; undefined when it would overwrite a template action. */
export function replaceWith(
  document: YamlDocument,
  range: OffsetRange,
  newText: string,
): readonly TextEdit[] | undefined {
  const { start, end } = range;
  if (document.isTemplate && holdsPlaceholderIn(document.text.slice(start, end))) return undefined;
  return [{ range: { start, end }, newText }];
}

const own = new WeakMap<YamlMap, readonly YamlEntry[]>();

/** Entries written in the map itself, in their order, those that merge keys bring in left out. */
export function ownEntries(map: YamlMap): readonly YamlEntry[] {
  let entries = own.get(map);
  if (entries === undefined) {
    entries = map.entries.filter((entry) => entry.merged !== true);
    own.set(map, entries);
  }
  return entries;
}

/** A large map may lose each of its entries to a fix of its own, so it is not looked at as a whole each time. */
export function indexOfEntry(entries: readonly YamlEntry[], entry: YamlEntry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key.start ?? 0) < entry.key.start) low = middle + 1;
    else high = middle;
  }
  // What merge keys bring in stands elsewhere in the text.
  return entries[low] === entry ? low : entries.indexOf(entry);
}

/** Offset behind what is written for an entry: its alias, its value or its key. */
export function entryEnd(entry: YamlEntry): number {
  return Math.max(entry.key.end, (entry.via ?? entry.value).end);
}

export function lineBreakOf(text: string): string {
  const newline = text.indexOf('\n');
  if (newline < 0) return text.includes('\r') ? '\r' : '\n';
  return text[newline - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBreak(text[at - 1])) at--;
  return at;
}

export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text[at])) at++;
  return at;
}

export function afterBreak(text: string, at: number): number {
  if (at >= text.length) return at;
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

export function columnAt(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function isBreak(unit: string | undefined): boolean {
  return unit === '\n' || unit === '\r';
}

/** The layout that the document uses already; two spaces for everything it does not show. */
export function layoutOf(document: YamlDocument): Layout {
  const { text, root } = document;
  const seen: { step?: number; dashStep?: number } = {};
  const visit = (node: YamlNode, keyColumn: number | undefined): void => {
    if ((seen.step !== undefined && seen.dashStep !== undefined) || node.kind === 'scalar' || node.flow)
      return;
    const column = columnAt(text, node.start);
    if (node.kind === 'seq') {
      if (keyColumn !== undefined) seen.dashStep ??= Math.max(0, column - keyColumn);
      for (const item of node.items) if (item.via === undefined) visit(item.value, undefined);
      return;
    }
    if (keyColumn !== undefined && column > keyColumn) seen.step ??= column - keyColumn;
    for (const entry of node.entries)
      if (entry.via === undefined) visit(entry.value, columnAt(text, entry.key.start));
  };
  if (root !== undefined) visit(root, undefined);
  return { step: seen.step ?? 2, dashStep: seen.dashStep ?? 2, lineBreak: lineBreakOf(text) };
}

/** True for a document that is written like JSON: in flow style from its root, with quoted keys. */
export function isJsonLike(document: YamlDocument): boolean {
  const { root } = document;
  if (root === undefined || root.kind === 'scalar' || !root.flow) return false;
  return root.kind === 'seq' || root.entries[0]?.key.style === 'double' || root.entries.length === 0;
}
