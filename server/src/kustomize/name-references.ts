/** References to renamed objects, rewritten once at the end of a build. */
import type { NameReference } from './default-references.ts';
import { walkField } from './field-spec.ts';
import { derivedFrom, type Origin } from './place.ts';
import type { BuildResource } from './resource.ts';
import {
  effectiveNamespace,
  type GvkSelector,
  isClusterScoped,
  isSelected,
  type ResourceId,
} from './resource-id.ts';
import type { ResourceSet } from './resource-set.ts';
import {
  child,
  descendant,
  mapItems,
  setEntry,
  stringTree,
  type Tree,
  type TreeMap,
  textOf,
} from './tree.ts';

export function followReferences(set: ResourceSet, references: readonly NameReference[]): void {
  const renamed = renamedByName(set);
  if (renamed.size === 0) return;
  for (const resource of set.all) {
    const referrer = new Referrer(resource, renamed);
    const first = resource.originalId;
    for (const { of, fields } of references) {
      for (const spec of fields) {
        if (!isSelected(first, spec)) continue;
        const isRole = spec.path.slice(-2).join('/') === 'roleRef/name';
        const target: Target = { of, role: isRole ? roleOf(resource) : undefined };
        // The kind may have been patched: the spec was chosen by the first one.
        const { path } = spec;
        walkField(
          resource.root,
          resource.gvk,
          { path },
          { visit: ({ value, replace }) => referrer.follow(value, replace, target) },
        );
      }
    }
  }
}

interface Target {
  readonly of: GvkSelector;
  /** Group and kind that a `roleRef` names beside the name. */
  readonly role: GvkSelector | undefined;
}

/** Objects that have had another name or place, by every name they had. */
function renamedByName(set: ResourceSet): ReadonlyMap<string, readonly BuildResource[]> {
  const byName = new Map<string, BuildResource[]>();
  for (const resource of set.all) {
    for (const name of new Set(resource.previous.map((record) => record.name))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [resource]);
      else known.push(resource);
    }
  }
  return byName;
}

function roleOf({ root }: BuildResource): GvkSelector | undefined {
  const group = textOf(descendant(root, 'roleRef', 'apiGroup'));
  const kind = textOf(descendant(root, 'roleRef', 'kind'));
  return group === undefined || kind === undefined ? undefined : { group, kind };
}

/** One object while its references are looked at. */
class Referrer {
  readonly #resource: BuildResource;
  readonly #renamed: ReadonlyMap<string, readonly BuildResource[]>;
  readonly #id: ResourceId;
  readonly #boundNamespaces: ReadonlySet<string>;

  constructor(resource: BuildResource, renamed: ReadonlyMap<string, readonly BuildResource[]>) {
    this.#resource = resource;
    this.#renamed = renamed;
    this.#id = resource.id;
    this.#boundNamespaces = boundNamespaces(resource);
  }

  follow(value: Tree, replace: (value: Tree) => void, target: Target): void {
    if (value.kind === 'list') {
      value.items.forEach((item, at) => {
        this.#followOne(item, (next) => (value.items[at] = next), target);
      });
    } else this.#followOne(value, replace, target);
  }

  #followOne(value: Tree, replace: (value: Tree) => void, target: Target): void {
    if (value.kind === 'map') this.#followMap(value, target);
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return;
    const named = this.#choose(value.text, this.#candidates(value.text), target, sameName);
    if (named === undefined || named.name === value.text) return;
    replace(stringTree(named.name, followedOrigin(value, named.nameOrigin)));
  }

  /** A map with `name` and perhaps `namespace`. */
  #followMap(map: TreeMap, target: Target): void {
    const name = child(map, 'name');
    const text = textOf(name);
    if (name === undefined || text === undefined) return;
    const namespace = child(map, 'namespace');
    const all = this.#candidates(text);
    const candidates = namespace === undefined ? all : inNamespace(all, textOf(namespace) ?? '');
    const named = this.#choose(text, candidates, target, sameNameAndNamespace);
    if (named === undefined || (named.name === text && named.namespace === '')) return;
    if (named.name !== text)
      setEntry(map, 'name', stringTree(named.name, followedOrigin(name, named.nameOrigin)));
    if (named.namespace === '' || named.namespace === textOf(namespace)) return;
    const moved = descendant(named.root, 'metadata', 'namespace')?.origin ?? named.origin;
    setEntry(map, 'namespace', stringTree(named.namespace, followedOrigin(namespace, moved)));
  }

  /** Objects that the referrer may name at all. */
  #candidates(name: string): readonly BuildResource[] {
    const named = this.#renamed.get(name) ?? [];
    if (isClusterScoped(this.#id)) return named;
    const own = effectiveNamespace(this.#id);
    return named.filter((resource) => {
      const { id } = resource;
      if (isClusterScoped(id) || effectiveNamespace(id) === own) return true;
      return this.#boundNamespaces.has(resource.namespace);
    });
  }

  #choose(
    name: string,
    from: readonly BuildResource[],
    { of, role }: Target,
    isSame: (a: BuildResource, b: BuildResource) => boolean,
  ): BuildResource | undefined {
    const isOfKind = (resource: BuildResource) =>
      resource.previousIds.some((id) => isSelected(id, of)) &&
      (role === undefined || resource.previousIds.some((id) => isSelected(id, role)));
    let left = from.filter((resource) => resource.previous.some((record) => record.name === name));
    left = left.filter((resource) => isOfKind(resource) && this.#isNear(resource));
    if (left.length < 2) return left[0];
    left = left.filter((resource) => hasSameAffixes(resource, this.#resource, 'empty-fits-all'));
    if (left.length > 1) left = left.filter((resource) => hasSameAffixes(resource, this.#resource, 'exact'));
    const [first] = left;
    // Several that would be written alike are as good as one; else the text stays.
    return first !== undefined && left.every((resource) => isSame(first, resource)) ? first : undefined;
  }

  #isNear(resource: BuildResource): boolean {
    if (isClusterScoped(this.#id)) return true;
    const { id } = resource;
    if (isClusterScoped(id) || id.kind === 'ServiceAccount') return true;
    return effectiveNamespace(id) === effectiveNamespace(this.#id);
  }
}

/**
 * A name that was composed leaves the reference where it stands; a name that another text gives as a whole is that
 * text. Neither can be edited at the reference.
 */
function followedOrigin(reference: Tree | undefined, named: Origin): Origin {
  if (reference === undefined) return derivedFrom(named, undefined);
  return named.isDerived === true
    ? derivedFrom(reference.origin, named)
    : derivedFrom(named, reference.origin);
}

/** Namespaces of the service accounts that a RoleBinding names. */
function boundNamespaces({ root, gvk }: BuildResource): ReadonlySet<string> {
  if (gvk.kind !== 'RoleBinding') return new Set();
  const subjects = mapItems(child(root, 'subjects'));
  const accounts = subjects.filter((subject) => textOf(child(subject, 'kind')) === 'ServiceAccount');
  return new Set(accounts.flatMap((subject) => textOf(child(subject, 'namespace')) ?? []));
}

/** Those that came from the namespace, else those that are in it now. */
function inNamespace(candidates: readonly BuildResource[], namespace: string): readonly BuildResource[] {
  const original = candidates.filter(({ originalId }) => effectiveNamespace(originalId) === namespace);
  if (original.length > 0) return original;
  return candidates.filter(({ id }) => effectiveNamespace(id) === namespace);
}

function sameName(a: BuildResource, b: BuildResource): boolean {
  return a.name === b.name;
}

function sameNameAndNamespace(a: BuildResource, b: BuildResource): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}

function hasSameAffixes(a: BuildResource, b: BuildResource, mode: 'empty-fits-all' | 'exact'): boolean {
  const fits = (one: readonly string[], other: readonly string[]) =>
    (mode === 'empty-fits-all' && (one.length === 0 || other.length === 0)) || endsAlike(one, other);
  return fits(a.prefixes, b.prefixes) && fits(a.suffixes, b.suffixes);
}

/** True when the shorter one is the end of the longer one. */
function endsAlike(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  if (length === 0) return one.length === other.length;
  for (let at = 1; at <= length; at++) if (one.at(-at) !== other.at(-at)) return false;
  return true;
}
