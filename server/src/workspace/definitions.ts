/** The definitions of one object: by who applies them, in order, so that the one that counts is the last of each. */
import { compareOrder } from './cell-store.ts';
import type { Slot } from './slot.ts';

/** Of one applier. */
interface Group {
  readonly applier: string;
  /** In order; never empty. */
  readonly slots: Slot[];
  winner: Slot | undefined;
}

export class Definitions {
  /** Nearly always one: there are as many as clusters that the object is applied to. */
  #groups: readonly Group[] = [];

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** In order. */
  get all(): readonly Slot[] {
    const [only, ...others] = this.#groups;
    if (others.length === 0) return only?.slots ?? [];
    return this.#groups.flatMap(({ slots }) => slots).sort(compareOrder);
  }

  #of(applier: string): Group | undefined {
    return this.#groups.find((group) => group.applier === applier);
  }

  add(applier: string, slot: Slot): void {
    const group = this.#of(applier);
    if (group === undefined) this.#groups = [...this.#groups, { applier, slots: [slot], winner: undefined }];
    else group.slots.splice(placeIn(group.slots, slot), 0, slot);
  }

  remove(applier: string, slot: Slot): void {
    const group = this.#of(applier);
    if (group === undefined) return;
    const { slots } = group;
    const guess = placeIn(slots, slot) - 1;
    const at = slots[guess] === slot ? guess : slots.indexOf(slot);
    if (at >= 0) slots.splice(at, 1);
    if (slots.length === 0) this.#groups = this.#groups.filter((each) => each !== group);
  }

  /** Objects have changed places. */
  disorder(): void {
    for (const { slots } of this.#groups) slots.sort(compareOrder);
  }

  /** Sets who counts. @returns those that count now and did not, or no longer do */
  elect(): readonly Slot[] {
    const changed: Slot[] = [];
    for (const group of this.#groups) {
      const before = group.winner;
      const winner = group.slots.at(-1);
      if (winner === before || winner === undefined) continue;
      group.winner = winner;
      winner.isWinner = true;
      changed.push(winner);
      if (before === undefined || before.isRemoved) continue;
      before.isWinner = false;
      changed.push(before);
    }
    return changed;
  }
}

/** Behind all that stand before it. */
function placeIn(sorted: readonly Slot[], slot: Slot): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other !== undefined && compareOrder(other, slot) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
