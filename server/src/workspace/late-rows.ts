/** Objects whose rows in late tables are still to be derived: who asks for some need not wait for the others. */
import type { Slot } from './slot.ts';
import type { Table } from './table.ts';

export class LateRows {
  readonly #waiting = new Map<Table<unknown>, Set<Slot>>();

  add(tables: Iterable<Table<unknown>>, slot: Slot): void {
    for (const table of tables) {
      if (table.isLate !== true) continue;
      const slots = this.#waiting.get(table);
      if (slots === undefined) this.#waiting.set(table, new Set([slot]));
      else slots.add(slot);
    }
  }

  has(table: Table<unknown>, slot: Slot): boolean {
    return this.#waiting.get(table)?.has(slot) === true;
  }

  delete(slot: Slot): void {
    for (const slots of this.#waiting.values()) slots.delete(slot);
  }

  /** Takes out all. */
  *all(): Generator<readonly [Table<unknown>, Slot], void> {
    for (const [table, slots] of this.#waiting) {
      for (const slot of slots) {
        slots.delete(slot);
        yield [table, slot];
      }
    }
  }

  /** Takes out the objects that may have rows under a key of a table; without a key all of them. */
  *of(table: Table<unknown>, key: string | undefined): Generator<Slot, void> {
    const kinds = key === undefined ? undefined : table.kindsOf?.(key);
    const slots = this.#waiting.get(table) ?? [];
    for (const slot of slots) {
      if (kinds !== undefined && !kinds.has(slot.kindId)) continue;
      this.#waiting.get(table)?.delete(slot);
      yield slot;
    }
  }
}
