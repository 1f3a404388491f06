/** `replacements`: values copied from one object into fields of others. */

import { derivedFrom } from '../place.ts';
import type { Problems } from '../problems.ts';
import type { BuildResource } from '../resource.ts';
import { isSelected, type ResourceId } from '../resource-id.ts';
import type { ResourceSet } from '../resource-set.ts';
import { TargetSelector } from '../selector.ts';
import { structuredSlots } from '../structured-text.ts';
import {
  child,
  cloneTree,
  isNull,
  isTrue,
  itemsOf,
  mapItems,
  plainTree,
  stringTree,
  type Tree,
  type TreeMap,
  type TreeScalar,
  textOf,
  withText,
} from '../tree.ts';
import { findSlots, type Slot, splitFieldPath } from '../tree-path.ts';

const DEFAULT_PATH = 'metadata.name';

export function applyReplacement(set: ResourceSet, entry: TreeMap, problems: Problems): void {
  const source = sourceValue(set, entry, problems);
  if (source === undefined) return;
  for (const target of mapItems(child(entry, 'targets')))
    if (!applyToTarget(set, source, target, problems)) break;
  set.changed();
}

function sourceValue(set: ResourceSet, entry: TreeMap, problems: Problems): Tree | undefined {
  const literal = child(entry, 'sourceValue');
  if (literal !== undefined) return literal;
  const source = child(entry, 'source');
  const fail = (why: string) => problems.fail('replacement-source', why, entry.origin);
  if (source === undefined) return fail('The replacement has no source');
  const field = (name: string) => textOf(child(source, name)) ?? '';
  const matches = set.all.filter((resource) =>
    [resource.id, ...resource.previousIds].some((id) => isSource(id, field)),
  );
  const [found] = matches;
  if (found === undefined) {
    if (!problems.hasMissingObjects) return fail(`No object is the source ${field('kind')} ${field('name')}`);
    return problems.leaveOut({ kind: 'patch-target', effect: 'changes', value: field('name') }, entry.origin);
  }
  if (matches.length > 1) return fail(`Several objects are the source ${field('kind')} ${field('name')}`);
  const path = field('fieldPath') || DEFAULT_PATH;
  const value = findSlots(found.root, splitFieldPath(path))[0]?.value;
  if (value === undefined || isNull(value)) return fail(`The source has no field "${path}"`);
  const refined = partOf(value, child(source, 'options'));
  return refined ?? fail(`The source's "${path}" has no such part`);
}

function isSource(id: ResourceId, field: (name: string) => string): boolean {
  const namespace = field('namespace');
  const isHere = namespace === '' || (id.namespace || 'default') === namespace;
  const gvk = { group: field('group'), version: field('version'), kind: field('kind') };
  return (field('name') === '' || field('name') === id.name) && isHere && isSelected(id, gvk);
}

function delimiterOf(options: Tree | undefined): { readonly delimiter: string; readonly index: number } {
  const index = child(options, 'index');
  return {
    delimiter: textOf(child(options, 'delimiter')) ?? '',
    index: index?.kind === 'scalar' && typeof index.value === 'number' ? index.value : 0,
  };
}

function partOf(value: Tree, options: Tree | undefined): Tree | undefined {
  const { delimiter, index } = delimiterOf(options);
  if (delimiter === '') return value;
  if (value.kind !== 'scalar') return undefined;
  const part = value.text.split(delimiter)[index];
  return part === undefined ? undefined : stringTree(part, derivedFrom(value.origin, undefined));
}

/** False when a path leads nowhere. */
function applyToTarget(set: ResourceSet, source: Tree, target: TreeMap, problems: Problems): boolean {
  const select = child(target, 'select');
  const fail = (why: string, place: Tree) => {
    problems.fail('replacement-target', why, place.origin);
    return false;
  };
  if (select === undefined) return fail('The target selects nothing', target);
  const selector = new TargetSelector(select);
  const rejects = itemsOf(child(target, 'reject')).map((reject) => new TargetSelector(reject));
  const options = child(target, 'options');
  const written = itemsOf(child(target, 'fieldPaths'));
  const paths: readonly Tree[] = written.length > 0 ? written : [plainTree(DEFAULT_PATH, target.origin)];
  for (const resource of set.all) {
    if (!isTarget(resource, selector, rejects)) continue;
    for (const path of paths) {
      const text = textOf(path) ?? '';
      if (!setField(resource, source, text, options)) return fail(`There is no field "${text}" to set`, path);
    }
  }
  return true;
}

function isTarget(
  resource: BuildResource,
  selector: TargetSelector,
  rejects: readonly TargetSelector[],
): boolean {
  const ids = [resource.id, ...resource.previousIds];
  if (!selector.matchesPairs(resource)) return false;
  if (rejects.some((reject) => reject.hasPairs && reject.matchesPairs(resource))) return false;
  if (rejects.some((reject) => reject.hasId && ids.some((id) => reject.matchesId(id)))) return false;
  return ids.some((id) => selector.matchesId(id));
}

function setField(resource: BuildResource, source: Tree, path: string, options: Tree | undefined): boolean {
  const parts = splitFieldPath(path);
  const create = isTrue(child(options, 'create'))
    ? { create: { leaf: source.kind, origin: source.origin } }
    : {};
  const slots = structuredSlots(resource.root, parts, create) ?? findSlots(resource.root, parts, create);
  for (const slot of slots) setSlot(slot, source, options);
  return slots.length > 0;
}

function setSlot(slot: Slot, source: Tree, options: Tree | undefined): void {
  const { value } = slot;
  if (value.kind !== 'scalar') slot.replace(cloneTree(source));
  else if (source.kind === 'scalar') slot.replace(changedScalar(value, source, options));
  else slot.replace(cloneTree(source));
}

/** The target keeps its type; a part of it that is replaced leaves the rest where it was written. */
function changedScalar(target: TreeScalar, source: TreeScalar, options: Tree | undefined): TreeScalar {
  const { delimiter, index } = delimiterOf(options);
  if (delimiter === '') return withText(target, source.text, source.origin);
  const parts = target.text.split(delimiter);
  if (index < 0) parts.unshift(source.text);
  else if (index >= parts.length) parts.push(source.text);
  else parts[index] = source.text;
  return withText(target, parts.join(delimiter), derivedFrom(target.origin, source.origin));
}
