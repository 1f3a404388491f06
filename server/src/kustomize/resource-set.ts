/** The objects that a build has gathered so far, in their order. */
import type { BuildResource } from './resource.ts';
import { idKey, type ResourceId } from './resource-id.ts';

export class ResourceSet {
  #resources: BuildResource[] = [];
  /** Objects by every identity they have had; made when asked for, dropped by every change. */
  #byAnyId: ReadonlyMap<string, readonly BuildResource[]> | undefined;
  #byCurrentId: ReadonlyMap<string, readonly BuildResource[]> | undefined;

  get all(): readonly BuildResource[] {
    return this.#resources;
  }

  /** False when an object of that identity is there. */
  add(resource: BuildResource): boolean {
    const key = idKey(resource.id);
    if (this.#currentIds().has(key)) return false;
    this.#resources.push(resource);
    this.#byAnyId = undefined;
    // Appending is what builds do most: the table is kept.
    (this.#byCurrentId as Map<string, readonly BuildResource[]>).set(key, [resource]);
    return true;
  }

  replace(old: BuildResource, resource: BuildResource): void {
    this.#resources = this.#resources.map((known) => (known === old ? resource : known));
    this.changed();
  }

  keep(isKept: (resource: BuildResource) => boolean): void {
    this.#resources = this.#resources.filter(isKept);
    this.changed();
  }

  reorder(resources: readonly BuildResource[]): void {
    this.#resources = [...resources];
    this.changed();
  }

  /** To be called after names, namespaces or kinds have changed. */
  changed(): void {
    this.#byAnyId = undefined;
    this.#byCurrentId = undefined;
  }

  withCurrentId(id: ResourceId): readonly BuildResource[] {
    return this.#currentIds().get(idKey(id)) ?? [];
  }

  /** Objects that have this identity or had it before. */
  withAnyId(id: ResourceId): readonly BuildResource[] {
    this.#byAnyId ??= group(this.#resources, (resource) => [...resource.previousIds, resource.id]);
    return this.#byAnyId.get(idKey(id)) ?? [];
  }

  #currentIds(): ReadonlyMap<string, readonly BuildResource[]> {
    this.#byCurrentId ??= group(this.#resources, (resource) => [resource.id]);
    return this.#byCurrentId;
  }
}

function group(
  resources: readonly BuildResource[],
  idsOf: (resource: BuildResource) => readonly ResourceId[],
): ReadonlyMap<string, readonly BuildResource[]> {
  const groups = new Map<string, BuildResource[]>();
  for (const resource of resources) {
    for (const key of new Set(idsOf(resource).map(idKey))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [resource]);
      else known.push(resource);
    }
  }
  return groups;
}
