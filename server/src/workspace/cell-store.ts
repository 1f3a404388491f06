/**
 * Rows by table and key, with their readers. A cell exists as soon as someone reads or writes its key, so that a miss
 * is recorded like a hit.
 */
import type { ResourceRef } from '../model/resource.ts';
import type { Entry, Table } from './table.ts';

/** Something that read cells and must run again when one of them changes. */
export interface Dependent {
  readonly cells: Set<Cell>;
  markPending(): void;
}

/** Where an entry stands among the others of its cell. */
export interface EntryOrder {
  readonly uri: string;
  readonly index: number;
}

export interface StoredEntry extends Entry<unknown> {
  readonly resource: ResourceRef & EntryOrder;
  /** The row as JSON: rows are compared, never object identities. */
  readonly hash: string;
}

export interface Cell {
  entries: StoredEntry[];
  isSorted: boolean;
  readonly readers: Set<Dependent>;
  readonly existenceReaders: Set<Dependent>;
}

export class CellStore {
  readonly #tables = new Map<Table<unknown>, Map<string, Cell>>();

  cell(table: Table<unknown>, key: string): Cell {
    let cells = this.#tables.get(table);
    if (cells === undefined) {
      cells = new Map();
      this.#tables.set(table, cells);
    }
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { entries: [], isSorted: true, readers: new Set(), existenceReaders: new Set() };
      cells.set(key, cell);
    }
    return cell;
  }

  /** Keys that have rows now; unrecorded, for features that look at everything on request. */
  *keys(table: Table<unknown>): Iterable<string> {
    for (const [key, cell] of this.#tables.get(table) ?? []) if (cell.entries.length > 0) yield key;
  }
}

/** Entries ordered by file, then position; several rows of one resource keep their own order. */
export function sortedEntries(cell: Cell): readonly StoredEntry[] {
  if (!cell.isSorted) {
    cell.entries.sort((a, b) => compareOrder(a.resource, b.resource));
    cell.isSorted = true;
  }
  return cell.entries;
}

export function compareOrder(a: EntryOrder, b: EntryOrder): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.index - b.index;
}

/** Replaces what one resource contributes to a cell; readers are told only when rows really differ. */
export function replaceRows(
  cell: Cell,
  owner: ResourceRef,
  before: readonly StoredEntry[],
  after: readonly StoredEntry[],
): boolean {
  if (before.length === after.length && before.every((entry, at) => entry.hash === after[at]?.hash))
    return false;
  const wasEmpty = cell.entries.length === 0;
  if (before.length > 0) cell.entries = cell.entries.filter((entry) => entry.resource !== owner);
  if (after.length > 0) {
    cell.isSorted = cell.entries.length === 0;
    cell.entries.push(...after);
  }
  notify(cell, wasEmpty !== (cell.entries.length === 0));
  return true;
}

export function notify(cell: Cell, hasFlipped: boolean): void {
  for (const reader of cell.readers) reader.markPending();
  if (hasFlipped) for (const reader of cell.existenceReaders) reader.markPending();
}
