/** What a value is after operations on it: the plain meaning that planned edits are compared with. */
import type { JsonValue } from '../../base/json.ts';
import { pathSteps } from '../../base/node-path.ts';
import { lastStep, pathOf } from '../plan/moved-paths.ts';
import type { Operation } from '../plan/operation.ts';

/** Values with an identity, so that paths keep their meaning while others change. */
interface Member {
  key: string;
  /** As it was called at first: paths name it so. */
  readonly first: string;
  value: Tree;
}
type Tree = { list: Member[] } | { map: Member[] } | { leaf: JsonValue };

export function afterOperations(value: JsonValue, operations: readonly Operation[]): JsonValue {
  const root = { key: '', first: '', value: grow(value) };
  const placed = operations.map((operation) => ({
    operation,
    member: find(root, operation.path),
    deepest: deepest(root, operation.path),
    holder: find(root, lastStep(operation.path)?.parent ?? ''),
    before: operation.op === 'move' ? find(root, operation.before) : undefined,
  }));
  const removals = placed.filter(({ operation }) => operation.op === 'remove');
  for (const { operation, member, deepest: at, holder, before } of placed) {
    if (operation.op === 'set') {
      if (member !== undefined) member.value = grow(operation.value);
      else make(at, operation.value);
    }
    if (operation.op === 'respell' && member !== undefined && 'leaf' in member.value) {
      const parts = operation.parts.toSorted((a, b) => b.start - a.start);
      const text = parts.reduce(
        (whole, part) => whole.slice(0, part.start) + part.text + whole.slice(part.end),
        String(member.value.leaf),
      );
      member.value = grow(text);
    }
    if (operation.op === 'append') {
      if (member === undefined || !('list' in member.value)) make(at, [operation.value]);
      else member.value.list.push({ key: '', first: '', value: grow(operation.value) });
    }
    if (operation.op === 'rename' && member !== undefined) member.key = operation.name;
    if (holder === undefined || member === undefined || !('list' in holder.value)) continue;
    const { list } = holder.value;
    if (operation.op === 'insert')
      list.splice(list.indexOf(member), 0, { key: '', first: '', value: grow(operation.value) });
    if (operation.op === 'move' && before !== undefined && before !== member) {
      list.splice(list.indexOf(member), 1);
      list.splice(list.indexOf(before), 0, member);
    }
  }
  for (const { operation, member } of removals) {
    if (operation.op === 'remove' && member !== undefined)
      take(root, member, operation.emptied === 'remove', 0);
  }
  return fell(root.value);
}

function grow(value: JsonValue): Tree {
  if (Array.isArray(value)) {
    return {
      list: (value as readonly JsonValue[]).map((item) => ({ key: '', first: '', value: grow(item) })),
    };
  }
  if (typeof value !== 'object' || value === null) return { leaf: value };
  return {
    map: Object.entries(value).map(([key, item]) => ({ key, first: key, value: grow(item as JsonValue) })),
  };
}

function fell(tree: Tree): JsonValue {
  if ('leaf' in tree) return tree.leaf;
  if ('list' in tree) return tree.list.map((item) => fell(item.value));
  return Object.fromEntries(tree.map.map(({ key, value }) => [key, fell(value)]));
}

function membersOf(tree: Tree): Member[] {
  return 'leaf' in tree ? [] : 'list' in tree ? tree.list : tree.map;
}

function find(root: Member, path: string): Member | undefined {
  let at: Member | undefined = root;
  for (const step of pathSteps(path)) {
    if (at === undefined) return undefined;
    at =
      typeof step === 'number'
        ? 'list' in at.value
          ? at.value.list[step]
          : undefined
        : 'map' in at.value
          ? at.value.map.find(({ first }) => first === step)
          : undefined;
  }
  return at;
}

interface Deepest {
  readonly member: Member;
  readonly missing: readonly string[];
}

/** What there is on the way along a path, and the keys that are missing behind it. */
function deepest(root: Member, path: string): Deepest {
  const steps = pathSteps(path);
  let length = steps.length;
  let member = find(root, path);
  while (member === undefined) member = find(root, pathOf(steps.slice(0, --length)));
  return { member, missing: steps.slice(length).map(String) };
}

function make({ member, missing }: Deepest, value: JsonValue): void {
  let at = member;
  for (const key of missing) {
    if (!('map' in at.value)) at.value = { map: [] };
    let next = at.value.map.find(({ first }) => first === key);
    if (next === undefined) {
      next = { key, first: key, value: { leaf: null } };
      at.value.map.push(next);
    }
    at = next;
  }
  at.value = grow(value);
}

/** True when it was found. */
function take(at: Member, wanted: Member, takesEmptied: boolean, depth: number): boolean {
  const members = membersOf(at.value);
  const index = members.indexOf(wanted);
  if (index >= 0) {
    members.splice(index, 1);
    return true;
  }
  for (const member of members) {
    if (!take(member, wanted, takesEmptied, depth + 1)) continue;
    const isEmpty = !('leaf' in member.value) && membersOf(member.value).length === 0;
    if (takesEmptied && isEmpty && depth > 0) members.splice(members.indexOf(member), 1);
    return true;
  }
  return false;
}
