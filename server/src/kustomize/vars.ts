/** `vars`: `$(NAME)` in known places, resolved once at the end of a build. */
import { type FieldSpec, walkField } from './field-spec.ts';
import { derivedFrom } from './place.ts';
import type { Problems } from './problems.ts';
import type { BuildResource } from './resource.ts';
import { isClusterScoped, parseApiVersion, type ResourceId } from './resource-id.ts';
import type { ResourceSet } from './resource-set.ts';
import {
  child,
  descendant,
  setEntry,
  stringTree,
  type Tree,
  type TreeMap,
  type TreeScalar,
  textOf,
} from './tree.ts';
import { findSlots, splitFieldPath } from './tree-path.ts';

export interface BuildVariable {
  readonly name: string;
  readonly entry: TreeMap;
  /** The object that the value comes from, as it was found when the variable was declared. */
  readonly resource: BuildResource | undefined;
}

export function declareVariable(set: ResourceSet, entry: TreeMap, problems: Problems): BuildVariable {
  const name = textOf(child(entry, 'name')) ?? '';
  const field = (key: string) => textOf(descendant(entry, 'objref', key)) ?? '';
  const apiVersion = field('apiVersion');
  const gvk =
    apiVersion === '' ? { group: field('group'), version: field('version') } : parseApiVersion(apiVersion);
  const id: ResourceId = { ...gvk, kind: field('kind'), namespace: field('namespace'), name: field('name') };
  const isAnywhere = id.namespace === '' && !isClusterScoped(id);
  const found = isAnywhere
    ? set.all.filter((resource) =>
        [resource.id, ...resource.previousIds].some((other) => isSameName(id, other)),
      )
    : set.withAnyId(id);
  if (found.length > 1)
    problems.fail('var-object-missing', `Several objects fit the variable "${name}"`, entry.origin);
  return { name, entry, resource: found[0] };
}

function isSameName(a: ResourceId, b: ResourceId): boolean {
  return a.name === b.name && a.kind === b.kind && a.group === b.group && a.version === b.version;
}

export function resolveVariables(
  set: ResourceSet,
  variables: readonly BuildVariable[],
  specs: readonly FieldSpec[],
  problems: Problems,
): void {
  const values = new Map<string, TreeScalar>();
  for (const variable of variables) {
    const value = variableValue(variable, problems);
    if (value !== undefined) values.set(variable.name, value);
  }
  if (values.size === 0) return;
  for (const resource of set.all) {
    for (const spec of specs) {
      walkField(resource.root, resource.gvk, spec, {
        visit: ({ value, replace }) => expandAt(value, replace, values),
      });
    }
  }
}

function variableValue({ name, entry, resource }: BuildVariable, problems: Problems): TreeScalar | undefined {
  if (resource === undefined) {
    const place = entry.origin;
    if (problems.hasMissingObjects)
      return problems.leaveOut({ kind: 'patch-target', effect: 'changes', value: name }, place);
    return problems.fail('var-object-missing', `The object of the variable "${name}" is not there`, place);
  }
  const path = textOf(descendant(entry, 'fieldref', 'fieldPath')) || 'metadata.name';
  const value = findSlots(resource.root, variablePath(path))[0]?.value;
  if (value?.kind === 'scalar') return value;
  const message = `The object of the variable "${name}" has no field "${path}"`;
  return problems.fail('var-object-missing', message, entry.origin);
}

/** `spec.ports[0].port`, `metadata.annotations[a.b/c]` */
function variablePath(path: string): readonly string[] {
  return splitFieldPath(path).flatMap((part) => {
    const open = part.indexOf('[');
    if (open <= 0 || !part.endsWith(']')) return [part];
    return [part.slice(0, open), ...part.slice(open + 1, -1).split('][')];
  });
}

function expandAt(tree: Tree, replace: (value: Tree) => void, values: ReadonlyMap<string, TreeScalar>): void {
  if (tree.kind === 'scalar') {
    const expanded = expand(tree, values);
    if (expanded !== undefined) replace(expanded);
  } else if (tree.kind === 'map') {
    for (const [name, { value }] of tree.entries) {
      const expanded = value.kind === 'scalar' ? expand(value, values) : undefined;
      if (expanded !== undefined) setEntry(tree, name, expanded);
    }
  } else {
    tree.items.forEach((item, at) => {
      const expanded = item.kind === 'scalar' ? expand(item, values) : undefined;
      if (expanded !== undefined) tree.items[at] = expanded;
    });
  }
}

/** Undefined when nothing changes. Unknown names stay, `$$` is one `$`. */
function expand(scalar: TreeScalar, values: ReadonlyMap<string, TreeScalar>): TreeScalar | undefined {
  if (typeof scalar.value !== 'string' || !scalar.value.includes('$')) return undefined;
  const parts = splitReferences(scalar.value);
  const [only] = parts;
  const single = parts.length === 1 && only?.name !== undefined ? values.get(only.name) : undefined;
  if (single !== undefined) return { ...single, origin: derivedFrom(scalar.origin, single.origin) };
  let origin = derivedFrom(scalar.origin, undefined);
  const text = parts
    .map(({ written, name }) => {
      const value = name === undefined ? undefined : values.get(name);
      if (value === undefined) return written;
      origin = derivedFrom(origin, value.origin);
      return String(value.value);
    })
    .join('');
  return text === scalar.value ? undefined : stringTree(text, origin);
}

interface TextPart {
  /** What the part says when it is not replaced. */
  readonly written: string;
  readonly name?: string;
}

/** Plain text, `$$`, and `$(NAME)`; a reference that is never closed is plain text. */
function splitReferences(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  let at = text.indexOf('$');
  let close = 0;
  while (at >= 0 && at + 1 < text.length) {
    const next = text[at + 1];
    if (next === '(' && close >= 0) close = text.indexOf(')', at + 2);
    const isReference = next === '(' && close >= 0;
    const end = isReference ? close + 1 : at + 2;
    if (isReference || next === '$') {
      if (at > start) parts.push({ written: text.slice(start, at) });
      if (isReference) parts.push({ written: text.slice(at, end), name: text.slice(at + 2, close) });
      else parts.push({ written: '$' });
      start = end;
    }
    at = text.indexOf('$', end);
  }
  if (start < text.length) parts.push({ written: text.slice(start) });
  return parts;
}
