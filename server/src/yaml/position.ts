/** Between offsets, paths and ranges of one document. All offsets count from the document's start. */
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import { type OffsetRange, touchesOffset } from '../base/offset-range.ts';
import { type DecodedText, decodeScalar } from './decode-scalar.ts';
import { locatePath } from './navigate.ts';
import type { YamlDocument, YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';

/** A map or list on the way to a node, with its path. */
export interface Ancestor {
  readonly node: YamlMap | YamlSeq;
  readonly path: string;
}

export interface NodePosition {
  /** The deepest node at the offset: a key, or a value. */
  readonly node: YamlNode;
  /** Path of the value; for a key, of the value it names. */
  readonly path: string;
  readonly part: 'key' | 'value';
  /** The entry that holds the node, when a map does. */
  readonly entry: YamlEntry | undefined;
  /** The maps and lists around the node, outermost first. */
  readonly ancestors: readonly Ancestor[];
}

/** The deepest node that contains the offset or ends at it. Behind a key without a value that is its empty value. */
export function nodeAtOffset(document: YamlDocument, offset: number): NodePosition | undefined {
  const { root, text } = document;
  if (root === undefined) return undefined;
  const ancestors: Ancestor[] = [];
  let found: NodePosition = { node: root, path: ROOT_PATH, part: 'value', entry: undefined, ancestors };
  while (true) {
    const { node, path } = found;
    const inner: NodePosition | undefined =
      node.kind === 'map'
        ? inMap(text, node, { path, offset, ancestors })
        : node.kind === 'seq'
          ? inSeq(node, { path, offset, ancestors })
          : undefined;
    if (inner === undefined || node.kind === 'scalar') return { ...found, ancestors: [...ancestors] };
    ancestors.push({ node, path });
    found = inner;
    const isShared = inner.entry?.via !== undefined;
    if (inner.part === 'key' || isShared) return { ...found, ancestors: [...ancestors] };
  }
}

interface Search {
  readonly path: string;
  readonly offset: number;
  readonly ancestors: readonly Ancestor[];
}

function inMap(text: string, map: YamlMap, { path, offset, ancestors }: Search): NodePosition | undefined {
  const entry = map.entries.findLast((each) => each.merged !== true && each.key.start <= offset);
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  const inner = childPath(path, key.text);
  if (offset <= key.end) return { node: key, path: inner, part: 'key', entry, ancestors };
  const place = entry.via ?? value;
  const isBefore = offset < place.start;
  const isBehind = offset > place.end;
  const isOnEmptyLine =
    place.start === place.end && isBehind && !/[\r\n]/.test(text.slice(place.end, offset));
  if (isBehind && !isOnEmptyLine) return undefined;
  const isOwn = isBefore || isOnEmptyLine || touchesOffset(place, offset);
  return isOwn ? { node: value, path: inner, part: 'value', entry, ancestors } : undefined;
}

function inSeq(seq: YamlSeq, { path, offset, ancestors }: Search): NodePosition | undefined {
  const index = seq.items.findIndex((item) => touchesOffset(item.via ?? item.value, offset));
  const item = seq.items[index];
  if (item === undefined) return undefined;
  return { node: item.value, path: itemPath(path, index), part: 'value', entry: undefined, ancestors };
}

/**
 * Range of what stands at `path`. `key` and `entry` of something that no map holds (the root, list items) are its
 * value. A path that does not exist gives the key of its deepest existing ancestor. Undefined without any node.
 */
export function pathRange(
  document: YamlDocument,
  path: string,
  part: 'key' | 'value' | 'entry',
): OffsetRange | undefined {
  const found = locatePath(document.root, path);
  if (found === undefined) return undefined;
  const { node, entry } = found;
  if (entry === undefined || (part === 'value' && found.complete)) return rangeOf(node);
  if (part === 'entry' && found.complete)
    return { start: entry.key.start, end: Math.max(entry.key.end, (entry.via ?? node).end) };
  return rangeOf(entry.key);
}

/** Where the units `[from, to)` of a scalar's decoded text stand in the document. */
export function scalarSubrange(
  document: YamlDocument,
  scalar: YamlScalar,
  from: number,
  to: number,
): OffsetRange {
  const { start, end, style, text } = scalar;
  const quote = style === 'plain' ? 0 : 1;
  const isAsWritten = style !== 'literal' && style !== 'folded' && end - start === text.length + 2 * quote;
  if (isAsWritten) return { start: start + quote + from, end: start + quote + to };
  const decoded = decodeScalar(document.text, scalar);
  return decoded.text === text ? decodedRange(decoded, scalar, from, to) : rangeOf(scalar);
}

function decodedRange(decoded: DecodedText, scalar: YamlScalar, from: number, to: number): OffsetRange {
  const last = decoded.ends.at(-1) ?? scalar.end;
  const start = decoded.starts[from] ?? last;
  const end = to > from ? (decoded.ends[to - 1] ?? last) : start;
  return { start, end };
}

function rangeOf(node: { readonly start: number; readonly end: number }): OffsetRange {
  return { start: node.start, end: node.end };
}
