/** From paths to ranges of the object's document, at the last moment: the only place where paths learn where they stand. */
import type { OffsetRange } from '../base/offset-range.ts';
import { partAt, rangeInObject } from '../model/document-part.ts';
import type { WrittenResource } from '../model/resource.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { YamlDocument, YamlNode, YamlScalar } from '../yaml/node.ts';
import { scalarSubrange } from '../yaml/position.ts';
import type { LocatedPlace, PlacePart } from './origin.ts';

export interface DocumentPlace extends Pick<LocatedPlace, 'kind'> {
  /** In document offsets. */
  readonly range: OffsetRange;
  /** The alias or merge use that brought the node here, for a related location. */
  readonly via: OffsetRange | undefined;
}

/** A path that does not exist any more gives the key of its nearest existing ancestor. */
export function placeInDocument(resource: WrittenResource, place: PlacePart): DocumentPlace {
  const part = partAt(resource, place.path);
  const found = locatePath(part.root, part.path);
  if (found === undefined) return { ...headOf(resource), via: undefined };
  const isOfText = part.embedded !== undefined && found.entry === undefined && found.node === part.root;
  if (isOfText) return placeInDocument(resource, { path: part.embedded.path, part: 'key' });
  const { range, kind } = placeOf(resource, part.document, found, place);
  return {
    range: rangeInObject(resource, part, range),
    kind,
    via: found.via && rangeInObject(resource, part, found.via),
  };
}

interface Found {
  readonly node: YamlNode;
  readonly entry: { readonly key: YamlScalar } | undefined;
  readonly complete: boolean;
}

function placeOf(
  resource: WrittenResource,
  document: YamlDocument,
  { node, entry, complete }: Found,
  { part, slice }: Pick<PlacePart, 'part' | 'slice'>,
): Omit<DocumentPlace, 'via'> {
  if (entry === undefined && node === resource.root) return headOf(resource);
  const first = (): Omit<DocumentPlace, 'via'> => ({ range: firstLine(document, node), kind: 'value' });
  if (!complete) return entry === undefined ? first() : keyOf(entry);
  if (part === 'key' && entry !== undefined) return keyOf(entry);
  if (part === 'entry' && entry !== undefined) {
    const end = Math.max(entry.key.end, node.end);
    return { range: { start: entry.key.start, end }, kind: 'value' };
  }
  if (node.kind === 'scalar') {
    if (slice !== undefined)
      return { range: scalarSubrange(document, node, slice.start, slice.end), kind: 'value' };
    // An absent value has no width: its key is what a person can see.
    return node.start === node.end && entry !== undefined
      ? keyOf(entry)
      : { range: spanOf(node), kind: 'value' };
  }
  if (node.flow) return first();
  // A block value spans many lines; its key says the same on one.
  return entry === undefined ? first() : keyOf(entry);
}

function keyOf({ key }: { readonly key: YamlScalar }): Omit<DocumentPlace, 'via'> {
  return { range: spanOf(key), kind: 'key' };
}

/** `metadata.name` when written, else `kind`, else the document's first line. */
function headOf(resource: WrittenResource): Omit<DocumentPlace, 'via'> {
  const { root } = resource;
  for (const path of ['metadata.name', 'kind']) {
    const found = locatePath(root, path);
    if (found?.complete && found.node.kind === 'scalar') return { range: spanOf(found.node), kind: 'value' };
  }
  return { range: firstLine(resource.document, root), kind: 'value' };
}

function spanOf(node: { readonly start: number; readonly end: number }): OffsetRange {
  return { start: node.start, end: node.end };
}

function firstLine(
  { text }: YamlDocument,
  node: { readonly start: number; readonly end: number },
): OffsetRange {
  const newline = text.indexOf('\n', node.start);
  const end = newline < 0 ? node.end : Math.min(node.end, text[newline - 1] === '\r' ? newline - 1 : newline);
  return { start: node.start, end };
}
