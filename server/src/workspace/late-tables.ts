/** Tables whose rows are derived when somebody asks for them. */
import type { Slot } from './slot.ts';
import type { Table } from './table.ts';

export interface LateTables {
  /** @param tables that the object contributes to; one list for all objects of a kind */
  add(tables: readonly Table<unknown>[], slot: Slot): void;
  delete(slot: Slot): void;
  /** Rows may still be missing in it. */
  isLate(table: Table<unknown>): boolean;
  /** The rows of an object in it are still to be derived. */
  has(table: Table<unknown>, slot: Slot): boolean;
  /** Takes out the objects that may have rows under a key of a table, and perhaps others; without a key all of them. */
  of(table: Table<unknown>, key: string | undefined): Iterable<Slot>;
  /** Takes out all, one after the other. */
  all(): Iterable<readonly [Table<unknown>, Slot]>;
}
