/**
 * Of a world that is judged once: a table has no rows until somebody reads it, for most of what its objects have to say
 * nobody asks about. The first who does has it filled as a whole, and from then on it is kept up.
 */
import type { LateTables } from './late-tables.ts';
import type { Slot } from './slot.ts';
import type { Table } from './table.ts';

export class UnreadTables implements LateTables {
  readonly #read = new Set<Table<unknown>>();
  /** By the tables that they contribute to. */
  readonly #slots = new Map<readonly Table<unknown>[], Set<Slot>>();

  add(tables: readonly Table<unknown>[], slot: Slot): void {
    const slots = this.#slots.get(tables);
    if (slots === undefined) this.#slots.set(tables, new Set([slot]));
    else slots.add(slot);
  }

  delete(slot: Slot): void {
    for (const slots of this.#slots.values()) slots.delete(slot);
  }

  isLate(table: Table<unknown>): boolean {
    return !this.#read.has(table);
  }

  has(table: Table<unknown>): boolean {
    return !this.#read.has(table);
  }

  *of(table: Table<unknown>): Generator<Slot, void> {
    this.#read.add(table);
    for (const [tables, slots] of this.#slots) if (tables.includes(table)) yield* slots;
  }

  *all(): Generator<readonly [Table<unknown>, Slot], void> {
    for (const table of new Set([...this.#slots.keys()].flat())) {
      if (this.#read.has(table)) continue;
      for (const slot of this.of(table)) yield [table, slot];
    }
  }
}
