/**
 * Objects while a build works on them: plain values whose every part knows where it was written. Maps and lists are
 * changed in place and belong to one object each; scalars are immutable and may be shared.
 */
import type { JsonValue } from '../base/json.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { plainValue } from '../yaml/plain-scalar.ts';
import type { Origin, Place } from './place.ts';

export type Tree = TreeScalar | TreeMap | TreeList;

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** What stands in the text, without quotes and escapes: `7172` for the number, too. */
  readonly text: string;
  readonly origin: Origin;
}

export interface TreeMap {
  readonly kind: 'map';
  /** In source order. */
  readonly entries: Map<string, TreeEntry>;
  readonly origin: Origin;
}

export interface TreeEntry {
  /** Of the key. */
  readonly key: Origin;
  readonly value: Tree;
}

export interface TreeList {
  readonly kind: 'list';
  readonly items: Tree[];
  readonly origin: Origin;
}

/** Turns offsets of the text that a node was parsed from into a place of a file. */
export type Locate = (start: number, end: number) => Place;

/**
 * How plain text is read. `api-server`: as YAML 1.1, which is how configuration is read. `build`: objects on their way
 * through a build keep `yes`, `on` and the like as text, and so they come out.
 */
export type Reading = 'api-server' | 'build';

export function treeOf(node: YamlNode, locate: Locate, reading: Reading = 'api-server'): Tree {
  const origin = locate(node.start, node.end);
  if (node.kind === 'scalar') return scalarOf(node, origin, reading);
  if (node.kind === 'seq')
    return { kind: 'list', items: node.items.map(({ value }) => treeOf(value, locate, reading)), origin };
  const entries = new Map<string, TreeEntry>();
  for (const { key, value, overridden } of node.entries) {
    if (overridden === true) continue;
    entries.set(key.text, { key: locate(key.start, key.end), value: treeOf(value, locate, reading) });
  }
  return { kind: 'map', entries, origin };
}

function scalarOf({ value, text, style }: YamlScalar, origin: Origin, reading: Reading): TreeScalar {
  if (reading === 'api-server' || style !== 'plain') return { kind: 'scalar', value, text, origin };
  if (typeof value === 'boolean' && !/^(?:true|false)$/i.test(text)) return stringTree(text, origin);
  // A day becomes a point in time on its way through the tool.
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.test(text);
  return day ? stringTree(`${text}T00:00:00Z`, origin) : { kind: 'scalar', value, text, origin };
}

export function stringTree(text: string, origin: Origin): TreeScalar {
  return { kind: 'scalar', value: text, text, origin };
}

/** A scalar that means what the text would mean without quotes. */
export function plainTree(text: string, origin: Origin): TreeScalar {
  return { kind: 'scalar', value: plainValue(text), text, origin };
}

/** Another text in a scalar that keeps its type: a string stays one, a number becomes what the text means. */
export function withText(scalar: TreeScalar, text: string, origin: Origin): TreeScalar {
  return typeof scalar.value === 'string' ? stringTree(text, origin) : plainTree(text, origin);
}

export function emptyMap(origin: Origin): TreeMap {
  return { kind: 'map', entries: new Map(), origin };
}

export function mapOf(origin: Origin, pairs: Iterable<readonly [string, Tree]>): TreeMap {
  const map = emptyMap(origin);
  for (const [key, value] of pairs) setEntry(map, key, value);
  return map;
}

export function cloneTree(tree: Tree): Tree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') return { kind: 'list', items: tree.items.map(cloneTree), origin: tree.origin };
  return cloneMap(tree);
}

export function cloneMap(map: TreeMap): TreeMap {
  const entries = new Map<string, TreeEntry>();
  for (const [name, { key, value }] of map.entries) entries.set(name, { key, value: cloneTree(value) });
  return { kind: 'map', entries, origin: map.origin };
}

/** The value under a key; undefined for anything that is no map. */
export function child(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.entries.get(key)?.value : undefined;
}

export function descendant(tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined {
  let at = tree;
  for (const key of keys) at = child(at, key);
  return at;
}

/** The text of a scalar that is there and not null. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && tree.value !== null ? tree.text : undefined;
}

export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** Sets a value; the key keeps its place, a new key stands where its value was written. */
export function setEntry(map: TreeMap, name: string, value: Tree, key: Origin = value.origin): void {
  map.entries.set(name, { key: map.entries.get(name)?.key ?? key, value });
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

export function entriesOf(tree: Tree | undefined): ReadonlyMap<string, TreeEntry> {
  return tree?.kind === 'map' ? tree.entries : NO_ENTRIES;
}

const NO_ENTRIES: ReadonlyMap<string, TreeEntry> = new Map();

export function mapItems(tree: Tree | undefined): readonly TreeMap[] {
  return itemsOf(tree).filter((item): item is TreeMap => item.kind === 'map');
}

export function isTrue(tree: Tree | undefined): boolean {
  return tree?.kind === 'scalar' && tree.value === true;
}

/** As the API server would hold it. */
export function treeToJson(tree: Tree): JsonValue {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(treeToJson);
  return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, treeToJson(value)]));
}

export function isSameTree(a: Tree, b: Tree): boolean {
  if (a.kind === 'scalar' || b.kind === 'scalar')
    return a.kind === 'scalar' && b.kind === 'scalar' && a.value === b.value;
  if (a.kind === 'list' || b.kind === 'list') {
    if (a.kind !== 'list' || b.kind !== 'list' || a.items.length !== b.items.length) return false;
    return a.items.every((item, at) => {
      const other = b.items[at];
      return other !== undefined && isSameTree(item, other);
    });
  }
  if (a.entries.size !== b.entries.size) return false;
  for (const [key, { value }] of a.entries) {
    const other = b.entries.get(key)?.value;
    if (other === undefined || !isSameTree(value, other)) return false;
  }
  return true;
}
