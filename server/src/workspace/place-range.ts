/** From paths to ranges, at the last moment: the only place where findings learn where they stand. */
import { type OffsetRange, shiftRange } from '../base/offset-range.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { scalarSubrange } from '../yaml/position.ts';
import type { Place } from './finding.ts';
import type { Slot } from './slot.ts';

export interface PlacedRange {
  readonly range: OffsetRange;
  /** The alias or merge use that brought the node here, for a related location. */
  readonly via: OffsetRange | undefined;
}

/** Range in the file. A path that does not exist any more gives the key of its nearest existing ancestor. */
export function placeRange(slot: Slot, place: Pick<Place, 'path' | 'part' | 'slice'>): PlacedRange {
  const found = locatePath(slot.resource.root, place.path);
  if (found === undefined) return { range: headRange(slot), via: undefined };
  const range = nodeRange(slot, found, place);
  return {
    range: shiftRange(range, slot.documentStart),
    via: found.via && shiftRange(found.via, slot.documentStart),
  };
}

function nodeRange(
  slot: Slot,
  found: {
    readonly node: YamlNode;
    readonly entry: { readonly key: YamlScalar } | undefined;
    readonly complete: boolean;
  },
  place: Pick<Place, 'part' | 'slice'>,
): OffsetRange {
  const { node, entry } = found;
  if (entry === undefined && node === slot.resource.root)
    return shiftRange(headRange(slot), -slot.documentStart);
  if (!found.complete) return entry === undefined ? firstLine(slot, node) : spanOf(entry.key);
  if (place.part === 'key' && entry !== undefined) return spanOf(entry.key);
  if (place.part === 'entry' && entry !== undefined)
    return { start: entry.key.start, end: Math.max(entry.key.end, node.end) };
  if (node.kind === 'scalar') {
    if (place.slice !== undefined)
      return scalarSubrange(slot.resource.document, node, place.slice.start, place.slice.end);
    // An absent value has no width: its key is what a person can see.
    return node.start === node.end && entry !== undefined ? spanOf(entry.key) : spanOf(node);
  }
  if (node.flow) return firstLine(slot, node);
  // A block value spans many lines; its key says the same on one.
  return entry === undefined ? firstLine(slot, node) : spanOf(entry.key);
}

/** `metadata.name` when written, else `kind`, else the document's first line. */
function headRange(slot: Slot): OffsetRange {
  const { root } = slot.resource;
  for (const path of ['metadata.name', 'kind']) {
    const found = locatePath(root, path);
    if (found?.complete && found.node.kind === 'scalar')
      return shiftRange(spanOf(found.node), slot.documentStart);
  }
  return shiftRange(firstLine(slot, root), slot.documentStart);
}

function spanOf(node: { readonly start: number; readonly end: number }): OffsetRange {
  return { start: node.start, end: node.end };
}

function firstLine(slot: Slot, node: { readonly start: number; readonly end: number }): OffsetRange {
  const text = slot.resource.document.text;
  const newline = text.indexOf('\n', node.start);
  const end = newline < 0 ? node.end : Math.min(node.end, text[newline - 1] === '\r' ? newline - 1 : newline);
  return { start: node.start, end };
}
