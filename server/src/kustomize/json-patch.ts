/** JSON patches (RFC 6902) on trees, with what Kustomize does differently. */
import type { Origin } from './place.ts';
import {
  child,
  cloneTree,
  emptyMap,
  isSameTree,
  setEntry,
  type Tree,
  type TreeList,
  type TreeMap,
  textOf,
} from './tree.ts';

/** Why an operation cannot be done, in words that follow "the operation". */
type Outcome = string | undefined;

/** Whether the tool keeps notes of its own in the annotations, so that these are always there for a patch. */
export type Notes = 'with-notes' | 'without-notes';

interface PatchedObject {
  readonly root: TreeMap;
  readonly notes: Notes;
}

/** Applies one operation; gives what is wrong with it, if anything. */
export function applyOperation(object: TreeMap, operation: Tree, notes: Notes): Outcome {
  const root: PatchedObject = { root: object, notes };
  const op = textOf(child(operation, 'op'));
  const path = pointer(child(operation, 'path'));
  if (path === undefined) return 'has no path that starts with "/"';
  const value = child(operation, 'value');
  switch (op) {
    case 'add':
      return value === undefined
        ? 'has no value'
        : put('add', root, path, cloneTree(value), operation.origin);
    case 'replace':
      return value === undefined
        ? 'has no value'
        : put('replace', root, path, cloneTree(value), operation.origin);
    case 'remove':
      return remove(root, path);
    case 'move':
    case 'copy':
      return moveOrCopy(root, op, operation, path);
    case 'test':
      return test(root, path, value);
    default:
      return op === undefined ? 'has no "op"' : `"${op}" is not known`;
  }
}

function pointer(tree: Tree | undefined): readonly string[] | undefined {
  const text = textOf(tree);
  if (text === undefined || (text !== '' && !text.startsWith('/'))) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function written(path: readonly string[]): string {
  return `/${path.join('/')}`;
}

type Holder = TreeMap | TreeList;

/** What holds the last step. */
function holderOf(
  { root, notes }: PatchedObject,
  path: readonly string[],
  origin: Origin,
): Holder | undefined {
  let at: Tree = root;
  for (const [depth, part] of path.slice(0, -1).entries()) {
    const next = stepInto(at, part);
    const isNotes = notes === 'with-notes' && depth === 1 && path[0] === 'metadata' && part === 'annotations';
    if (next !== undefined) at = next;
    else if (isNotes && at.kind === 'map') {
      const made = emptyMap(origin);
      setEntry(at, part, made);
      at = made;
    } else return undefined;
  }
  return at.kind === 'scalar' ? undefined : at;
}

function stepInto(tree: Tree, part: string): Tree | undefined {
  if (tree.kind === 'map') return child(tree, part);
  const at = tree.kind === 'list' ? indexIn(part, tree.items.length - 1) : undefined;
  return at === undefined || tree.kind !== 'list' ? undefined : tree.items[at];
}

/** Negative numbers count from behind the last place. */
function indexIn(part: string, last: number): number | undefined {
  if (!/^-?\d+$/.test(part)) return undefined;
  const number = Number(part);
  const at = number < 0 ? number + last + 1 : number;
  return at >= 0 && at <= last ? at : undefined;
}

/** Items are put in front of others, or take their place; the value of a key is set, whether it is there or not. */
function put(
  way: 'add' | 'replace',
  root: PatchedObject,
  path: readonly string[],
  value: Tree,
  origin: Origin,
): Outcome {
  const last = path.at(-1);
  if (last === undefined) return 'cannot stand for the whole object';
  const holder = holderOf(root, path, origin);
  if (holder === undefined) return `finds nothing at ${written(path.slice(0, -1))}`;
  if (holder.kind === 'map') {
    setEntry(holder, last, value);
    return undefined;
  }
  const { length } = holder.items;
  const isEnd = way === 'add' && last === '-';
  const at = isEnd ? length : indexIn(last, way === 'add' ? length : length - 1);
  if (at === undefined) return `finds no place "${last}" in a list of ${length}`;
  holder.items.splice(at, way === 'add' ? 0 : 1, value);
  return undefined;
}

function remove(root: PatchedObject, path: readonly string[]): Outcome {
  const last = path.at(-1) ?? '';
  const holder = holderOf(root, path, root.root.origin);
  if (holder?.kind === 'map') {
    if (holder.entries.delete(last)) return undefined;
    const isNotes = path.length === 2 && path[0] === 'metadata' && last === 'annotations';
    if (isNotes && root.notes === 'with-notes') return undefined;
  } else if (holder !== undefined) {
    const at = indexIn(last, holder.items.length - 1);
    if (at !== undefined) {
      holder.items.splice(at, 1);
      return undefined;
    }
  }
  return `finds nothing at ${written(path)}`;
}

function valueAt({ root }: PatchedObject, path: readonly string[]): Tree | undefined {
  let at: Tree | undefined = root;
  for (const part of path) at = at && stepInto(at, part);
  return at;
}

function moveOrCopy(
  root: PatchedObject,
  op: 'move' | 'copy',
  operation: Tree,
  path: readonly string[],
): Outcome {
  const from = pointer(child(operation, 'from'));
  if (from === undefined) return 'has no "from" that starts with "/"';
  const value = valueAt(root, from);
  if (value === undefined) return `finds nothing at ${written(from)}`;
  const wrong = op === 'move' ? remove(root, from) : undefined;
  return wrong ?? put('add', root, path, op === 'copy' ? cloneTree(value) : value, operation.origin);
}

function test(root: PatchedObject, path: readonly string[], wanted: Tree | undefined): Outcome {
  const found = valueAt(root, path);
  const isWantedNull = wanted === undefined || (wanted.kind === 'scalar' && wanted.value === null);
  if (found === undefined) return isWantedNull ? undefined : `finds nothing at ${written(path)}`;
  if (isWantedNull)
    return found.kind === 'scalar' && found.value === null ? undefined : 'finds another value';
  return isSameTree(found, wanted) ? undefined : 'finds another value';
}
