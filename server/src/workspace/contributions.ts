/** What the objects of a world contribute to its tables, and when. */
import type { KindId } from '../base/kind-id.ts';
import { type Cell, CellStore, replaceRows, type StoredEntry } from './cell-store.ts';
import type { FailureListener } from './failure.ts';
import { LateRows } from './late-rows.ts';
import type { LateTables } from './late-tables.ts';
import type { Slot } from './slot.ts';
import { rowsIn, type Table, tablesByKind } from './table.ts';
import { UnreadTables } from './unread-tables.ts';

interface ContributionsHost {
  readonly failed: FailureListener;
  /** The kind as which an object is treated. */
  treatedAs(kind: KindId): KindId;
}

const NO_TABLES: readonly Table<unknown>[] = [];

export class Contributions {
  readonly cells: CellStore;
  readonly #host: ContributionsHost;
  readonly #tablesByKind: ReadonlyMap<KindId, readonly Table<unknown>[]>;
  readonly #late: LateTables;
  /** Nothing is taken back any more. */
  #isClosed = false;

  constructor(
    host: ContributionsHost,
    { tables, isJudgedOnce }: { readonly tables: readonly Table<unknown>[]; readonly isJudgedOnce: boolean },
  ) {
    this.#host = host;
    this.#tablesByKind = tablesByKind(tables);
    this.#late = isJudgedOnce ? new UnreadTables() : new LateRows();
    this.cells = new CellStore({
      isLate: (table) => this.#late.isLate(table),
      fill: (table, key) => {
        for (const slot of this.#late.of(table, key)) this.#addLate(table, slot);
      },
    });
  }

  /** Of a new object: nothing yet. */
  expect(slot: Slot): void {
    this.#late.add(this.#tablesOf(slot), slot);
  }

  /** Of an object that is gone. */
  withdraw(slot: Slot): void {
    this.#late.delete(slot);
    this.#replace(slot, new Map());
  }

  /** Of an object that is new, or another than before, or counts now, or no longer does. */
  renew(slot: Slot): void {
    const tables = this.#tablesOf(slot).filter((table) => !this.#late.has(table, slot));
    this.#replace(slot, this.#rowsOf(slot, tables));
  }

  /** The object stands elsewhere among the others. */
  disorder(slot: Slot): void {
    for (const cell of slot.contributed.keys()) {
      cell.disorder();
      cell.notify(false);
    }
  }

  /** Fills the late tables, one object at a time; whoever reads of one meanwhile has what may stand there done at once. */
  *deriveLate(): Generator<void, void> {
    for (const [table, slot] of this.#late.all()) {
      this.#addLate(table, slot);
      yield;
    }
  }

  close(slots: Iterable<Slot>): void {
    this.#isClosed = true;
    for (const { contributed } of slots) if (contributed.size > 0) contributed.clear();
  }

  #tablesOf({ kindId }: Slot): readonly Table<unknown>[] {
    return this.#tablesByKind.get(this.#host.treatedAs(kindId)) ?? NO_TABLES;
  }

  #rowsOf(slot: Slot, tables: readonly Table<unknown>[]): Map<Cell, StoredEntry[]> {
    const rows = new Map<Cell, StoredEntry[]>();
    for (const table of tables) {
      if (!slot.isWinner && table.definitions !== 'all') continue;
      for (const [key, row] of rowsIn(table, slot, this.#host)) {
        const cell = this.cells.cell(table, key);
        const entry = { row, resource: slot };
        const list = rows.get(cell);
        if (list === undefined) rows.set(cell, [entry]);
        else list.push(entry);
      }
    }
    return rows;
  }

  #addLate(table: Table<unknown>, slot: Slot): void {
    this.#add(slot, this.#rowsOf(slot, [table]));
  }

  #replace(slot: Slot, rows: Map<Cell, readonly StoredEntry[]>): void {
    for (const [cell, before] of [...slot.contributed]) {
      const after = rows.get(cell) ?? [];
      if (!replaceRows(cell, before, after)) rows.set(cell, before);
      if (after.length === 0) slot.contributed.delete(cell);
      else slot.contributed.set(cell, rows.get(cell) ?? after);
    }
    this.#add(slot, rows);
  }

  #add(slot: Slot, rows: ReadonlyMap<Cell, readonly StoredEntry[]>): void {
    for (const [cell, after] of rows) {
      if (slot.contributed.has(cell)) continue;
      replaceRows(cell, [], after);
      if (!this.#isClosed) slot.contributed.set(cell, after);
    }
  }
}
