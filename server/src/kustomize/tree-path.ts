/** Field paths of replacements: dots, `[name=x]`, `*`, numbers, `-`, and a path that goes on inside a text. */
import { compileRe2 } from '../primitives/regex.ts';
import type { Origin } from './place.ts';
import { child, emptyMap, isNull, plainTree, setEntry, type Tree, type TreeList, textOf } from './tree.ts';

/** A value and how to set another in its place. */
export interface Slot {
  readonly value: Tree;
  replace(value: Tree): void;
}

/** At dots outside brackets that no backslash stands before; a bracketed key loses its brackets unless it selects (`[name=x]`). */
export function splitFieldPath(path: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let isEscaped = false;
  for (const unit of path) {
    if (isEscaped) {
      part += unit === '.' ? unit : `\\${unit}`;
      isEscaped = false;
      continue;
    }
    if (unit === '\\') {
      isEscaped = true;
      continue;
    }
    if (unit === '[') depth++;
    else if (unit === ']') depth--;
    if (unit === '.' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += unit;
  }
  parts.push(part);
  return parts.map((text) =>
    text.startsWith('[') && text.endsWith(']') && !text.includes('=') ? text.slice(1, -1) : text,
  );
}

export interface FindOptions {
  /** Makes what is missing: parents as the path needs them, the end as a scalar, map or list. */
  readonly create?: { readonly leaf: Tree['kind']; readonly origin: Origin };
}

/** Undefined when the path leads nowhere. */
export function findSlots(root: Tree, path: readonly string[], options: FindOptions = {}): readonly Slot[] {
  return find({ value: root, replace: () => undefined }, path, options);
}

function find(slot: Slot, path: readonly string[], options: FindOptions): readonly Slot[] {
  const [part, ...rest] = path;
  if (part === undefined) return [slot];
  const { value } = slot;
  if (value.kind === 'map') return inMap(slot, part, rest, options);
  if (value.kind === 'list') return inList(value, part, rest, options);
  return [];
}

function inMap(slot: Slot, part: string, rest: readonly string[], options: FindOptions): readonly Slot[] {
  const map = slot.value;
  if (map.kind !== 'map') return [];
  let value = child(map, part);
  if (value === undefined || (isNull(value) && rest.length > 0)) {
    if (options.create === undefined) return value === undefined ? [] : [];
    value = made(rest[0], options.create);
    setEntry(map, part, value);
  }
  return find({ value, replace: (next) => setEntry(map, part, next) }, rest, options);
}

function inList(
  list: TreeList,
  part: string,
  rest: readonly string[],
  options: FindOptions,
): readonly Slot[] {
  if (part === '*') return list.items.flatMap((_, at) => find(itemSlot(list, at), rest, options));
  if (/^\d+$/.test(part)) {
    const at = Number(part);
    if (at === list.items.length && options.create !== undefined)
      list.items.push(made(rest[0], options.create));
    return at < list.items.length ? find(itemSlot(list, at), rest, options) : [];
  }
  const equals = part.indexOf('=');
  if (!part.startsWith('[') || !part.endsWith(']') || equals < 0) return [];
  const key = part.slice(1, equals);
  const pattern = part.slice(equals + 1, -1);
  const chosen = list.items.flatMap((item, at) => (isChosen(item, key, pattern) ? [at] : []));
  if (chosen.length === 0 && options.create !== undefined) {
    const { origin } = options.create;
    const item = key === '' ? plainTree(pattern, origin) : emptyMap(origin);
    if (item.kind === 'map') setEntry(item, key, plainTree(pattern, origin));
    chosen.push(list.items.push(item) - 1);
  }
  return chosen.flatMap((at) => find(itemSlot(list, at), key === '' ? [] : rest, options));
}

function itemSlot(list: TreeList, at: number): Slot {
  const value = list.items[at] ?? emptyMap(list.origin);
  return {
    value,
    replace: (next) => {
      if (at >= 0 && at < list.items.length) list.items[at] = next;
    },
  };
}

/** The pattern may match anywhere in the text, as it does for the tool. */
function isChosen(item: Tree, key: string, pattern: string): boolean {
  const text = key === '' ? textOf(item) : textOf(child(item, key));
  if (text === undefined) return false;
  if (/^[\w\s/:-]*$/.test(pattern)) return text.includes(pattern);
  const compiled = compileRe2(pattern);
  return compiled.ok && compiled.matchesSomewhere(text);
}

function made(next: string | undefined, { leaf, origin }: NonNullable<FindOptions['create']>): Tree {
  if (next === undefined) {
    if (leaf === 'scalar') return { kind: 'scalar', value: null, text: '', origin };
    return leaf === 'list' ? { kind: 'list', items: [], origin } : emptyMap(origin);
  }
  const isSelector = next.startsWith('[') && next.endsWith(']') && next.includes('=');
  const isList = next === '-' || /^\d+$/.test(next) || isSelector;
  return isList ? { kind: 'list', items: [], origin } : emptyMap(origin);
}
