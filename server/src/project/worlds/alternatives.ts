/** Files of one folder of which one at a time is in force: `rollout-90-10.yaml` and `rollout-50-50.yaml`. */
import { groupBy } from '../../base/group-by.ts';
import type { FileDigest } from './digest.ts';
import { areVariants } from './folder-names.ts';
import { folderOf, nameOf } from './paths.ts';
import { sharedObjects } from './shared-objects.ts';

/** Each set is in the order of names; a file is in one set at most. */
export function alternativesIn(files: readonly FileDigest[]): readonly (readonly string[])[] {
  const sets: (readonly string[])[] = [];
  for (const inFolder of groupBy(files, ({ path }) => folderOf(path)).values()) {
    if (inFolder.length < 2) continue;
    const setOf = new Map<FileDigest, Set<FileDigest>>();
    sharedObjects(
      inFolder.map((file) => ({ file, files: [file] })),
      (parts, isEqual) => {
        if (isEqual) return;
        const named = [...parts].sort((a, b) => compare(a.file.path, b.file.path));
        for (let at = 1; at < named.length; at++) {
          const other = named[at]?.file;
          // Beside its neighbour, or the first: a name with a word more may stand between two of a row.
          for (const one of new Set([named[at - 1]?.file, named[0]?.file])) {
            if (one === undefined || other === undefined || one === other) continue;
            if (areVariants(nameOf(one.path), nameOf(other.path))) join(setOf, one, other);
          }
        }
      },
      // Two versions of an installation may share nothing else.
      ({ counts, id }) => counts || id.startsWith('core/Namespace/'),
    );
    for (const set of new Set(setOf.values())) {
      sets.push([...set].sort((a, b) => compare(a.path, b.path)).map(({ uri }) => uri));
    }
  }
  return sets;
}

function join<Item>(setOf: Map<Item, Set<Item>>, one: Item, other: Item): void {
  const left = setOf.get(one) ?? new Set([one]);
  const right = setOf.get(other) ?? new Set([other]);
  if (left === right) return;
  const [large, small] = left.size >= right.size ? [left, right] : [right, left];
  for (const item of small) large.add(item);
  for (const item of large) setOf.set(item, large);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
