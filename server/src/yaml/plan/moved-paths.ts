/** Where the paths of a document lead after some operations on it. */
import { childPath, itemPath, pathSteps } from '../../base/node-path.ts';
import type { Operation } from './operation.ts';

/** Indexes in order. */
interface ListChange {
  readonly removed: number[];
  /** In front of which one item is new. */
  readonly added: number[];
}

/** Operations of one round: all their paths are those before it, and a list is moved in by one of them at most. */
export class MovedPaths {
  readonly #lists = new Map<string, ListChange>();
  readonly #moves = new Map<string, { readonly from: number; readonly before: number }>();
  readonly #names = new Map<string, string>();

  add(operation: Operation): void {
    if (operation.op === 'rename') this.#names.set(operation.path, operation.name);
    const place = lastStep(operation.path);
    if (typeof place?.step !== 'number') return;
    if (operation.op === 'remove') addSorted(this.#list(place.parent).removed, place.step);
    if (operation.op === 'insert') addSorted(this.#list(place.parent).added, place.step);
    if (operation.op === 'move') {
      const before = lastStep(operation.before)?.step;
      this.#moves.set(place.parent, { from: place.step, before: Number(before) });
    }
  }

  /** The path afterwards of what stood at `path`. */
  now(path: string): string {
    let before = '';
    let after = '';
    for (const step of pathSteps(path)) {
      if (typeof step === 'number') {
        after = itemPath(after, this.#index(before, step));
        before = itemPath(before, step);
      } else {
        before = childPath(before, step);
        after = childPath(after, this.#names.get(before) ?? step);
      }
    }
    return after;
  }

  #list(path: string): ListChange {
    const list = this.#lists.get(path) ?? { removed: [], added: [] };
    this.#lists.set(path, list);
    return list;
  }

  #index(list: string, index: number): number {
    const moved = this.#moves.get(list);
    if (moved !== undefined) return movedIndex(index, moved.from, moved.before);
    const change = this.#lists.get(list);
    if (change === undefined) return index;
    return index + countUpTo(change.added, index) - countUpTo(change.removed, index - 1);
  }
}

function addSorted(sorted: number[], value: number): void {
  sorted.splice(countUpTo(sorted, value), 0, value);
}

/** How many numbers of a sorted list are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function movedIndex(index: number, from: number, before: number): number {
  if (index === from) return from < before ? before - 1 : before;
  const isBetween = from < before ? index > from && index < before : index >= before && index < from;
  if (!isBetween) return index;
  return from < before ? index - 1 : index + 1;
}

/** The last step of a path, and what is before it. */
export function lastStep(
  path: string,
): { readonly parent: string; readonly step: string | number } | undefined {
  const steps = pathSteps(path);
  const step = steps.at(-1);
  if (step === undefined) return undefined;
  return { parent: pathOf(steps.slice(0, -1)), step };
}

export function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
    '',
  );
}
