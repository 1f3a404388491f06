/** Field specs: where in an object a transformer works. */
import type { Origin } from './place.ts';
import { type Gvk, isSelected } from './resource-id.ts';
import {
  child,
  emptyMap,
  isNull,
  isTrue,
  mapItems,
  setEntry,
  type Tree,
  type TreeMap,
  textOf,
} from './tree.ts';

export interface FieldSpec {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Keys; lists on the way are walked through. A key that ends in `[]` must hold a list and is never made. */
  readonly path: readonly string[];
  readonly create?: boolean;
}

/** `a/b\/c` is `a`, `b/c`. */
export function splitPath(path: string): readonly string[] {
  const parts = [''];
  for (let at = 0; at < path.length; at++) {
    const unit = path.charAt(at);
    const isEscaped = unit === '\\' && path[at + 1] === '/';
    if (unit === '/') parts.push('');
    else parts[parts.length - 1] += isEscaped ? '/' : unit;
    if (isEscaped) at++;
  }
  return parts[0] === '' ? parts.slice(1) : parts;
}

export function readFieldSpecs(tree: Tree | undefined): readonly FieldSpec[] {
  return mapItems(tree).map((map) => ({
    group: textOf(child(map, 'group')) ?? '',
    version: textOf(child(map, 'version')) ?? '',
    kind: textOf(child(map, 'kind')) ?? '',
    path: splitPath(textOf(child(map, 'path')) ?? ''),
    create: isTrue(child(map, 'create')),
  }));
}

/** Specs of both, without those of the second that the first has, too. */
export function mergeSpecs(first: readonly FieldSpec[], second: readonly FieldSpec[]): readonly FieldSpec[] {
  const known = new Set(first.map(specKey));
  return [...first, ...second.filter((spec) => !known.has(specKey(spec)))];
}

function specKey({ group = '', version = '', kind = '', path }: FieldSpec): string {
  return JSON.stringify([group, version, kind, ...path]);
}

/** What stands in the tree at a spec's end: the map or list that holds the value and how to set another. */
export interface FieldSlot {
  readonly value: Tree;
  replace(value: Tree): void;
}

export interface FieldWalk {
  /** Who makes missing parents and the value; nothing is made without one. */
  readonly made?: { readonly origin: Origin; readonly leaf: 'map' | 'scalar' };
  visit(slot: FieldSlot): void;
}

/** Calls `visit` for every value that the spec leads to in an object of that kind. */
export function walkField(root: TreeMap, gvk: Gvk, spec: FieldSpec, walk: FieldWalk): void {
  if (isSelected(gvk, spec)) step(root, spec, 0, walk, () => undefined);
}

export function walkFields(root: TreeMap, gvk: Gvk, specs: readonly FieldSpec[], walk: FieldWalk): void {
  for (const spec of specs) walkField(root, gvk, spec, walk);
}

function step(
  tree: Tree,
  spec: FieldSpec,
  depth: number,
  walk: FieldWalk,
  replace: (value: Tree) => void,
): void {
  if (depth === spec.path.length) walk.visit({ value: tree, replace });
  else if (tree.kind === 'list') {
    tree.items.forEach((item, at) => {
      step(item, spec, depth, walk, (value) => {
        tree.items[at] = value;
      });
    });
  } else if (tree.kind === 'map') stepIntoMap(tree, spec, depth, walk);
}

function stepIntoMap(map: TreeMap, spec: FieldSpec, depth: number, walk: FieldWalk): void {
  const part = spec.path[depth] ?? '';
  const isList = part.endsWith('[]');
  const name = isList ? part.slice(0, -2) : part;
  const isLast = depth === spec.path.length - 1;
  let next = child(map, name);
  if (next === undefined || isNull(next)) {
    const made = spec.create === true && !isList ? newValue(walk.made, isLast) : undefined;
    if (made !== undefined) setEntry(map, name, made);
    next = made ?? next;
  }
  if (next === undefined || (isNull(next) && !isLast)) return;
  if (isList && next.kind !== 'list') return;
  step(next, spec, depth + 1, walk, (value) => setEntry(map, name, value));
}

function newValue(made: FieldWalk['made'], isLast: boolean): Tree | undefined {
  if (made === undefined) return undefined;
  if (isLast && made.leaf === 'scalar') return { kind: 'scalar', value: null, text: '', origin: made.origin };
  return emptyMap(made.origin);
}
