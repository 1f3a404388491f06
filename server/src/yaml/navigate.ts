/** Walking parsed YAML: by key, by path, by offset. */

import { pathSteps } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import type { YamlEntry, YamlMap, YamlNode } from './node.ts';

/** Larger maps have an index: whoever looks up each key must not look at each entry each time. */
const LARGE_MAP = 32;
const indexes = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();

function indexOf(map: YamlMap): ReadonlyMap<string, YamlEntry> {
  let index = indexes.get(map);
  if (index === undefined) {
    const counting = map.entries.filter((entry) => entry.overridden !== true);
    index = new Map(counting.map((entry) => [entry.key.text, entry]));
    indexes.set(map, index);
  }
  return index;
}

/** The entry that counts for `key` (the last of duplicates), or undefined when `node` is no map or lacks it. */
export function findEntry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  if (node.entries.length > LARGE_MAP) return indexOf(node).get(key);
  for (let at = node.entries.length - 1; at >= 0; at--) {
    const entry = node.entries[at];
    if (entry !== undefined && entry.overridden !== true && entry.key.text === key) return entry;
  }
  return undefined;
}

/** A node together with the entry that holds it, when a map does. */
export interface Located {
  readonly node: YamlNode;
  readonly entry: YamlEntry | undefined;
  /** The alias or merge use through which the node was reached last. */
  readonly via: OffsetRange | undefined;
}

/** The deepest existing node on the way along `path`; `complete` tells whether the whole path exists. */
export function locatePath(
  root: YamlNode | undefined,
  path: string,
): (Located & { readonly complete: boolean }) | undefined {
  if (root === undefined) return undefined;
  let found: Located = { node: root, entry: undefined, via: undefined };
  for (const step of pathSteps(path)) {
    const next = stepInto(found.node, step);
    if (next === undefined) return { ...found, complete: false };
    found = { ...next, via: next.via ?? found.via };
  }
  return { ...found, complete: true };
}

function stepInto(node: YamlNode, step: string | number): Located | undefined {
  if (typeof step === 'number') {
    const item = node.kind === 'seq' ? node.items[step] : undefined;
    return item && { node: item.value, entry: undefined, via: item.via };
  }
  const entry = findEntry(node, step);
  return entry && { node: entry.value, entry, via: entry.via };
}

/** The text of the scalar that keys and indexes lead to. */
export function textAtSteps(
  root: YamlNode | undefined,
  steps: readonly (string | number)[],
): string | undefined {
  let node = root;
  for (const step of steps) node = node && stepInto(node, step)?.node;
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** Structural equality: what the API server would read, key order and scalar style included, positions not. */
export function sameContent(a: YamlNode | undefined, b: YamlNode | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === 'scalar') {
    return b.kind === 'scalar' && a.value === b.value && a.text === b.text && a.style === b.style;
  }
  if (a.kind === 'seq') {
    if (b.kind !== 'seq' || a.items.length !== b.items.length) return false;
    return a.items.every((item, at) => sameContent(item.value, b.items[at]?.value));
  }
  if (b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  return a.entries.every((entry, at) => {
    const other = b.entries[at];
    return other !== undefined && sameContent(entry.key, other.key) && sameContent(entry.value, other.value);
  });
}
