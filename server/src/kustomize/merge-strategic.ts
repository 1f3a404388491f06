/** Strategic merge patches: maps merge, null deletes, lists merge by key where the schema says so. */
import type { ListKeys, MergeSchema } from './merge-keys.ts';
import {
  child,
  cloneTree,
  isNull,
  setEntry,
  type Tree,
  type TreeList,
  type TreeMap,
  textOf,
} from './tree.ts';

const DIRECTIVE = '$patch';

/** Patch and object disagree about what stands somewhere. */
export interface MergeFault {
  readonly tree: Tree;
}

/** Changes the object; false when nothing of it is left. `fault` is set when the patch does not fit. */
export function mergePatch(
  target: TreeMap,
  patch: TreeMap,
  schema: MergeSchema,
): { readonly isDeleted: boolean; readonly fault: MergeFault | undefined } {
  const merge = new Merge();
  const result = merge.map(target, patch, schema);
  if (result !== undefined && result !== target) {
    target.entries.clear();
    for (const [name, entry] of result.entries) target.entries.set(name, entry);
  }
  return { isDeleted: result === undefined, fault: merge.fault };
}

class Merge {
  fault: MergeFault | undefined;

  /** Undefined when the value is to be taken away. */
  value(target: Tree | undefined, patch: Tree | undefined, schema: MergeSchema): Tree | undefined {
    const isTargetThere = target !== undefined && !isNull(target);
    if (patch === undefined) return this.untouched(target);
    if (isNull(patch)) return undefined;
    if (isTargetThere && target.kind !== patch.kind) {
      this.fault ??= { tree: patch };
      return target;
    }
    if (patch.kind === 'scalar') return patch;
    if (patch.kind === 'map') return this.map(isTargetThere ? (target as TreeMap) : undefined, patch, schema);
    if (schema.keys === undefined) return cloneTree(patch);
    return this.list(isTargetThere ? (target as TreeList) : undefined, patch, schema.keys, schema.items());
  }

  /** A bare key without a value goes when its map is patched; a written null stays. */
  untouched(target: Tree | undefined): Tree | undefined {
    return target?.kind === 'scalar' && target.value === null && target.text === '' ? undefined : target;
  }

  map(target: TreeMap | undefined, patch: TreeMap, schema: MergeSchema): TreeMap | undefined {
    const directive = textOf(child(patch, DIRECTIVE));
    if (directive === 'delete') return undefined;
    const isKept = target !== undefined && directive !== 'replace';
    const result: TreeMap = isKept ? target : { kind: 'map', entries: new Map(), origin: patch.origin };
    if (isKept) {
      for (const [name, { value }] of [...target.entries])
        if (!patch.entries.has(name) && this.untouched(value) === undefined) target.entries.delete(name);
    }
    for (const [name, { key, value }] of patch.entries) {
      if (name === DIRECTIVE && directive !== undefined) continue;
      const merged = this.value(child(result, name), value, schema.field(name));
      if (merged === undefined) result.entries.delete(name);
      else setEntry(result, name, merged, key);
    }
    return result;
  }

  list(target: TreeList | undefined, patch: TreeList, keys: ListKeys, schema: MergeSchema): Tree | undefined {
    const { directive, items } = listDirective(patch);
    if (directive === 'delete') return undefined;
    const before = directive === 'replace' ? [] : (target?.items ?? []);
    const merged = keys.length === 0 ? mergeSets(items, before) : this.keyed(items, before, keys, schema);
    if (merged.length === 0 && before.length > 0) return undefined;
    return { kind: 'list', items: merged, origin: target?.origin ?? patch.origin };
  }

  keyed(patch: readonly Tree[], target: readonly Tree[], keys: ListKeys, schema: MergeSchema): Tree[] {
    const valid = keys.filter((key) => [...patch, ...target].some((item) => keyText(item, key) !== ''));
    const used = valid.length === 0 ? keys : valid;
    const idOf = (item: Tree) => JSON.stringify(used.map((key) => keyText(item, key)));
    const patches = new Map<string, Tree>();
    for (const item of patch) patches.set(idOf(item), item);
    const isKeyless = (item: Tree) => used.every((key) => keyText(item, key) === '');
    const targets = new Map<string, Tree>();
    for (const item of target) if (!isKeyless(item)) targets.set(idOf(item), item);
    const patched = new Map<string, Tree>();
    const isDeleted = new Set<string>();
    for (const [id, item] of patches) {
      const known = targets.get(id);
      // The tool puts the old item back: in an item, `replace` changes nothing.
      const isKept = known !== undefined && textOf(child(item, DIRECTIVE)) === 'replace';
      const merged = isKept ? known : this.value(known, item, schema);
      if (merged === undefined || (merged.kind === 'map' && merged.entries.size === 0)) isDeleted.add(id);
      else patched.set(id, merged);
    }
    const rest = target.flatMap((item) => {
      const id = idOf(item);
      if (isKeyless(item)) return [item];
      if (isDeleted.has(id)) return [];
      // With one key, patched items come first; with several, they keep their places.
      if (!patched.has(id)) return [this.untouched(item) ?? item];
      return used.length === 1 ? [] : [patched.get(id) ?? item];
    });
    const first = [...patched].filter(([id]) => used.length === 1 || !targets.has(id));
    return [...first.map(([, item]) => item), ...rest];
  }
}

/** A list item `{$patch: replace}` speaks for the whole list. */
function listDirective(patch: TreeList): { readonly directive: string; readonly items: readonly Tree[] } {
  const at = patch.items.findIndex(
    (item) => item.kind === 'map' && item.entries.size === 1 && item.entries.has(DIRECTIVE),
  );
  if (at < 0) return { directive: '', items: patch.items };
  return {
    directive: textOf(child(patch.items[at], DIRECTIVE)) ?? '',
    items: patch.items.filter((_, index) => index !== at),
  };
}

function mergeSets(patch: readonly Tree[], target: readonly Tree[]): Tree[] {
  const seen = new Set<string>();
  return [...patch, ...target].filter((item) => {
    const text = textOf(item) ?? '';
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function keyText(item: Tree, key: string): string {
  return textOf(child(item, key)) ?? '';
}
