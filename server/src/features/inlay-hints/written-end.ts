/** Where hints stand: behind a value on its line, or behind a key. */
import type { Cursor } from '../../model/cursor.ts';
import { partAt, rangeInObject } from '../../model/document-part.ts';
import type { Slot } from '../../workspace/slot.ts';
import { locatePath } from '../../yaml/navigate.ts';

/** End of a scalar that stands in this place itself, in file offsets; undefined for other values and for aliases. */
export function endOfScalar({ origin, resource }: Slot, { path }: Pick<Cursor, 'path'>): number | undefined {
  const part = partAt(resource, path);
  const found = locatePath(part.root, part.path);
  if (found === undefined || !found.complete || found.via !== undefined) return undefined;
  const { node } = found;
  const isOnOneLine = node.kind === 'scalar' && node.style !== 'literal' && node.style !== 'folded';
  return isOnOneLine && node.end > node.start
    ? origin.placeRange(rangeInObject(resource, part, node))?.end
    : undefined;
}

/** Behind the colon of the key that leads to a path; undefined for list items, absent keys and aliases. */
export function endOfKey({ origin, resource }: Slot, path: string): number | undefined {
  const found = locatePath(resource.root, path);
  if (found === undefined || !found.complete || found.via !== undefined) return undefined;
  if (found.entry === undefined || found.entry.merged === true) return undefined;
  const { end } = found.entry.key;
  const colon = resource.document.text.indexOf(':', end);
  return colon < 0 ? undefined : origin.placeRange({ start: end, end: colon + 1 })?.end;
}
