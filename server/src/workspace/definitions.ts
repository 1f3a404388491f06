/** The definitions of one object: by who applies them, in order, so that the one that counts is the last of each. */
import { compareOrder } from './cell-store.ts';
import type { Slot } from './slot.ts';

export class Definitions {
  readonly #groups = new Map<string, Slot[]>();
  readonly #winners = new Map<string, Slot>();

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** In order. */
  get all(): readonly Slot[] {
    const [only, ...others] = this.#groups.values();
    return others.length === 0 ? (only ?? []) : [...this.#groups.values()].flat().sort(compareOrder);
  }

  add(applier: string, slot: Slot): void {
    const group = this.#groups.get(applier);
    if (group === undefined) this.#groups.set(applier, [slot]);
    else group.splice(placeIn(group, slot), 0, slot);
  }

  remove(applier: string, slot: Slot): void {
    const group = this.#groups.get(applier) ?? [];
    const guess = placeIn(group, slot) - 1;
    const at = group[guess] === slot ? guess : group.indexOf(slot);
    if (at >= 0) group.splice(at, 1);
    if (group.length > 0) return;
    this.#groups.delete(applier);
    this.#winners.delete(applier);
  }

  /** Objects have changed places. */
  disorder(): void {
    for (const group of this.#groups.values()) group.sort(compareOrder);
  }

  /** Sets who counts. @returns those that count now and did not, or no longer do */
  elect(): readonly Slot[] {
    const changed: Slot[] = [];
    for (const [applier, group] of this.#groups) {
      const before = this.#winners.get(applier);
      const winner = group.at(-1);
      if (winner === before || winner === undefined) continue;
      this.#winners.set(applier, winner);
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
