/** What an edit of a unit leaves of its slots as they were. */
import type { Slot } from './slot.ts';
import type { PlacedResource } from './unit.ts';

export interface SlotMatch {
  /** For each object of the unit now: its slot when it reads as before, else undefined. */
  readonly kept: readonly (Slot | undefined)[];
  /** Slots that lost their object. */
  readonly free: readonly Slot[];
}

/** Equal objects at both ends keep their slots: an edit changes something in between. */
export function matchSlots(before: readonly Slot[], next: readonly PlacedResource[]): SlotMatch {
  let head = 0;
  while (head < before.length && head < next.length && isSame(before[head], next[head])) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < next.length - head &&
    isSame(before[before.length - 1 - tail], next[next.length - 1 - tail])
  ) {
    tail++;
  }
  const kept = next.map((_, index) => {
    if (index < head) return before[index];
    return index < next.length - tail ? undefined : before[index - next.length + before.length];
  });
  return { kept, free: before.slice(head, before.length - tail) };
}

/** Slots that wait for an object of their identity, the first one first. */
export class FreeSlots {
  readonly #byIdentity = new Map<string, Slot[]>();

  constructor(slots: readonly Slot[]) {
    for (const slot of slots) {
      const identity = identityOf(slot.key, slot.uri);
      const list = this.#byIdentity.get(identity);
      if (list === undefined) this.#byIdentity.set(identity, [slot]);
      else list.push(slot);
    }
    for (const list of this.#byIdentity.values()) list.reverse();
  }

  take({ resource, origin }: PlacedResource): Slot | undefined {
    return this.#byIdentity.get(identityOf(resource.key, origin.uri))?.pop();
  }

  rest(): readonly Slot[] {
    return [...this.#byIdentity.values()].flat();
  }
}

function identityOf(key: string, uri: string): string {
  return `${key} ${uri}`;
}

function isSame(slot: Slot | undefined, placed: PlacedResource | undefined): boolean {
  if (slot === undefined || placed === undefined) return false;
  if (slot.key !== placed.resource.key || slot.uri !== placed.origin.uri) return false;
  return slot.resource === placed.resource || slot.resource.readsAs(placed.resource);
}

/** True when objects that stay in the unit stand in another order than before. */
export function changesOrder({ kept, free }: SlotMatch, next: readonly PlacedResource[]): boolean {
  const after = next.filter((_, index) => kept[index] === undefined).map((placed) => placed.resource.key);
  const staying = new Set(after);
  const before = free.map((slot) => slot.key).filter((key) => staying.has(key));
  const old = new Set(before);
  const stillThere = after.filter((key) => old.has(key));
  return before.length !== stillThere.length || before.some((key, at) => key !== stillThere[at]);
}
