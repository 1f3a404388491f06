/** Which parts of a project define the same objects. An object that names no namespace is the same in every one. */
import { groupBy } from '../../base/group-by.ts';
import { contentOf, type DefinedObject, type FileDigest } from './digest.ts';

export interface Part {
  readonly files: readonly FileDigest[];
}

interface Definition<Of> {
  readonly part: Of;
  readonly object: DefinedObject;
}

/**
 * Calls `meet` for groups of parts that define one object of ours, or one Service. `isEqual`: with the same content
 * everywhere. Linear in the definitions.
 * @param counts default: one of ours, or a Service
 */
export function sharedObjects<Of extends Part>(
  parts: readonly Of[],
  meet: (parts: readonly Of[], isEqual: boolean) => void,
  counts: (object: DefinedObject) => boolean = (object) => object.counts,
): void {
  for (const definitions of definitionsById(parts, counts).values()) {
    if (new Set(definitions.map(({ part }) => part)).size < 2) continue;
    const open = definitions.filter(({ object }) => object.namespace === '');
    const written = groupBy(
      definitions.filter(({ object }) => object.namespace !== ''),
      ({ object }) => object.namespace,
    );
    const groups = written.size === 0 ? [open] : [...written.values()].map((group) => [...group, ...open]);
    for (const group of groups) {
      const together = [...new Set(group.map(({ part }) => part))];
      if (together.length < 2) continue;
      meet(together, new Set(group.map(({ object }) => contentOf(object))).size === 1);
    }
  }
}

function definitionsById<Of extends Part>(
  parts: readonly Of[],
  counts: (object: DefinedObject) => boolean,
): ReadonlyMap<string, Definition<Of>[]> {
  const byId = new Map<string, Definition<Of>[]>();
  for (const part of parts) {
    for (const { objects } of part.files) {
      for (const object of objects) {
        if (!counts(object)) continue;
        const known = byId.get(object.id);
        if (known === undefined) byId.set(object.id, [{ part, object }]);
        else known.push({ part, object });
      }
    }
  }
  return byId;
}

/** How many files define each object. */
export function definersOf(files: readonly FileDigest[]): Map<string, number> {
  const definers = new Map<string, number>();
  for (const { objects } of files) {
    for (const id of new Set(objects.filter(({ counts }) => counts).map((object) => object.id))) {
      definers.set(id, (definers.get(id) ?? 0) + 1);
    }
  }
  return definers;
}

/** Share of the objects of some files that others define as well; 0 when they hold none that counts. */
export function shareDefinedBeside(
  files: readonly FileDigest[],
  all: ReadonlyMap<string, number>,
  elsewhere: ReadonlySet<string>,
): number {
  const own = definersOf(files);
  if (own.size === 0) return 0;
  const shared = [...own].filter(([id, count]) => elsewhere.has(id) || (all.get(id) ?? 0) > count);
  return shared.length / own.size;
}
