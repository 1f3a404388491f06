/** Objects whose rows in late tables are still to be derived: who asks for some need not wait for the others. */
import type { KindId } from '../base/kind-id.ts';
import type { LateTables } from './late-tables.ts';
import type { Slot } from './slot.ts';
import type { Table } from './table.ts';

/** Objects that a question has read beside those that it needs: who asks again and again looks through fewer each time. */
export const MOST_BESIDE = 100;

export class LateRows implements LateTables {
  readonly #waiting = new Map<Table<unknown>, Map<KindId, Set<Slot>>>();

  add(tables: readonly Table<unknown>[], slot: Slot): void {
    for (const table of tables) {
      if (table.isLate !== true) continue;
      const kinds = this.#waiting.get(table) ?? new Map<KindId, Set<Slot>>();
      this.#waiting.set(table, kinds);
      const slots = kinds.get(slot.kindId);
      if (slots === undefined) kinds.set(slot.kindId, new Set([slot]));
      else slots.add(slot);
    }
  }

  isLate(table: Table<unknown>): boolean {
    return table.isLate === true;
  }

  has(table: Table<unknown>, slot: Slot): boolean {
    return this.#waiting.get(table)?.get(slot.kindId)?.has(slot) === true;
  }

  delete(slot: Slot): void {
    for (const kinds of this.#waiting.values()) kinds.get(slot.kindId)?.delete(slot);
  }

  /** Takes out all. */
  *all(): Generator<readonly [Table<unknown>, Slot], void> {
    for (const [table, kinds] of this.#waiting) {
      for (const slots of kinds.values()) {
        for (const slot of slots) {
          slots.delete(slot);
          yield [table, slot];
        }
      }
    }
  }

  /** Takes out the objects that may have rows under a key of a table, and some others; without a key all of them. */
  *of(table: Table<unknown>, key: string | undefined): Generator<Slot, void> {
    const holders = key === undefined ? undefined : table.holdersOf?.(key);
    let beside = 0;
    for (const [kind, slots] of this.#waiting.get(table) ?? []) {
      if (holders?.kinds.has(kind) === false) continue;
      for (const slot of slots) {
        if (holders?.mayHold(slot.resource) === false && ++beside > MOST_BESIDE) continue;
        slots.delete(slot);
        yield slot;
      }
    }
  }
}
