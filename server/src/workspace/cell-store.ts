/**
 * Rows by table and key, with their readers. A cell exists as soon as someone reads or writes its key, so that a miss
 * is recorded like a hit.
 */
import type { ResourceRef } from '../model/resource.ts';
import type { Entry, Table } from './table.ts';

/** Something that read cells and must run again when one of them changes. */
export interface Dependent {
  /** It has read a cell: told once, or twice when rows and existence were read. */
  note(cell: Cell): void;
  markPending(): void;
}

/** Where an entry stands among the others of its cell. */
export interface EntryOrder {
  readonly unit: string;
  readonly index: number;
}

export interface StoredEntry extends Entry<unknown> {
  readonly resource: ResourceRef & EntryOrder;
}

/** Most cells have one reader or none: a set is made for the second. */
type Readers = Dependent | Set<Dependent> | undefined;

/** Never written to: lists that nothing is in are one. */
const NONE: StoredEntry[] = [];

/** The rows of one key. */
export class Cell {
  #entries: StoredEntry[] = NONE;
  #isSorted = true;
  /** Entries that are gone, but still among the others: they are left out together. */
  #gone: Set<StoredEntry> | undefined;
  #readers: Readers;
  #existenceReaders: Readers;

  get size(): number {
    return this.#entries.length - (this.#gone?.size ?? 0);
  }

  /** Ordered by file, then position; several rows of one resource keep their own order. */
  get entries(): readonly StoredEntry[] {
    this.#sweep();
    if (!this.#isSorted) this.#entries.sort((a, b) => compareOrder(a.resource, b.resource));
    this.#isSorted = true;
    return this.#entries;
  }

  /** Objects have changed places. */
  disorder(): void {
    this.#isSorted = false;
  }

  replace(before: readonly StoredEntry[], after: readonly StoredEntry[]): void {
    if (before.length > 0) {
      this.#gone ??= new Set();
      for (const entry of before) this.#gone.add(entry);
      if (this.#gone.size > this.#entries.length / 2) this.#sweep();
    }
    if (after.length === 0) return;
    this.#isSorted = this.#entries.length === 0;
    // Most have one row: a list that grows is made longer than it needs to be.
    if (this.#isSorted) this.#entries = after.slice();
    else for (const entry of after) this.#entries.push(entry);
  }

  #sweep(): void {
    const gone = this.#gone;
    if (gone === undefined) return;
    this.#gone = undefined;
    this.#entries = this.#entries.filter((entry) => !gone.has(entry));
  }

  /** Told of every change. */
  addReader(reader: Dependent): void {
    const readers = this.#readers;
    if (readers === reader || (readers instanceof Set && readers.has(reader))) return;
    this.#readers = withReader(readers, reader);
    reader.note(this);
  }

  /** Told when the first row comes or the last one goes. */
  addExistenceReader(reader: Dependent): void {
    const readers = this.#existenceReaders;
    if (readers === reader || (readers instanceof Set && readers.has(reader))) return;
    this.#existenceReaders = withReader(readers, reader);
    reader.note(this);
  }

  dropReader(reader: Dependent): void {
    this.#readers = withoutReader(this.#readers, reader);
    this.#existenceReaders = withoutReader(this.#existenceReaders, reader);
  }

  get hasReaders(): boolean {
    return this.#readers !== undefined || this.#existenceReaders !== undefined;
  }

  notify(hasFlipped: boolean): void {
    tell(this.#readers);
    if (hasFlipped) tell(this.#existenceReaders);
  }
}

function withReader(readers: Readers, reader: Dependent): Readers {
  if (readers === undefined) return reader;
  return readers instanceof Set ? readers.add(reader) : new Set([readers, reader]);
}

function withoutReader(readers: Readers, reader: Dependent): Readers {
  if (readers === reader) return undefined;
  if (!(readers instanceof Set)) return readers;
  readers.delete(reader);
  return readers.size === 0 ? undefined : readers;
}

function tell(readers: Readers): void {
  if (readers instanceof Set) for (const reader of readers) reader.markPending();
  else readers?.markPending();
}

/** A cell of a table whose keys are looked through. */
class ListedCell extends Cell {
  readonly #keys: KeyList;

  constructor(keys: KeyList) {
    super();
    this.#keys = keys;
  }

  override notify(hasFlipped: boolean): void {
    if (hasFlipped) this.#keys.sorted = undefined;
    super.notify(hasFlipped);
  }
}

/** Keys with rows, in order; undefined when another has got its first row or lost its last. */
interface KeyList {
  sorted: readonly string[] | undefined;
}

const FEW_CELLS = 1000;

/** Tables in which rows may still be missing. */
export interface LateFilling {
  isLate(table: Table<unknown>): boolean;
  /** Derives what is still missing under a key; without one, in all of the table. */
  fill(table: Table<unknown>, key: string | undefined): void;
}

export class CellStore {
  readonly #tables = new Map<Table<unknown>, Map<string, Cell>>();
  readonly #lists = new Map<Table<unknown>, KeyList>();
  readonly #late: LateFilling;
  #made = 0;
  /** How many there were after the last time that unused ones were dropped. */
  #kept = 0;

  constructor(late: LateFilling) {
    this.#late = late;
  }

  /** To be read and watched. */
  read(table: Table<unknown>, key: string): Cell {
    if (this.#late.isLate(table)) this.#late.fill(table, key);
    return this.cell(table, key);
  }

  /** To be written. */
  cell(table: Table<unknown>, key: string): Cell {
    let cells = this.#tables.get(table);
    if (cells === undefined) {
      cells = new Map();
      this.#tables.set(table, cells);
    }
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = table.isListed === true ? new ListedCell(this.#listOf(table)) : new Cell();
      cells.set(key, cell);
      this.#made++;
    }
    return cell;
  }

  /** How many there are, with those that nobody uses. */
  get size(): number {
    return this.#made;
  }

  /**
   * Forgets keys that have no rows and no reader (any more). Looks at all cells, so only when there are twice as many as
   * the last time.
   */
  dropUnused(): void {
    if (this.#made < FEW_CELLS || this.#made < 2 * this.#kept) return;
    for (const cells of this.#tables.values()) {
      for (const [key, cell] of cells) {
        if (cell.size > 0 || cell.hasReaders) continue;
        cells.delete(key);
        this.#made--;
      }
    }
    this.#kept = this.#made;
  }

  /** The cell, when someone has read or written its key. */
  peek(table: Table<unknown>, key: string): Cell | undefined {
    if (this.#late.isLate(table)) this.#late.fill(table, key);
    return this.#tables.get(table)?.get(key);
  }

  /** Keys that have rows now; unrecorded, for features that look at everything on request. */
  *keys(table: Table<unknown>): Iterable<string> {
    if (this.#late.isLate(table)) this.#late.fill(table, undefined);
    for (const [key, cell] of this.#tables.get(table) ?? []) if (cell.size > 0) yield key;
  }

  /** The same in order; of a listed table kept until one comes or goes. */
  sortedKeys(table: Table<unknown>): readonly string[] {
    if (table.isListed !== true) return [...this.keys(table)].sort();
    const list = this.#listOf(table);
    list.sorted ??= [...this.keys(table)].sort();
    return list.sorted;
  }

  #listOf(table: Table<unknown>): KeyList {
    let list = this.#lists.get(table);
    if (list === undefined) {
      list = { sorted: undefined };
      this.#lists.set(table, list);
    }
    return list;
  }
}

/** Entries of several cells in the order of files. */
export function inOrder<Row>(entries: readonly Entry<Row>[]): readonly Entry<Row>[] {
  const place = ({ resource }: Entry<Row>) => resource as ResourceRef & EntryOrder;
  return entries.length < 2 ? entries : entries.toSorted((a, b) => compareOrder(place(a), place(b)));
}

export function compareOrder(a: EntryOrder, b: EntryOrder): number {
  if (a.unit !== b.unit) return a.unit < b.unit ? -1 : 1;
  return a.index - b.index;
}

/**
 * Replaces what one resource contributes to a cell; readers are told only when rows really differ.
 * @returns false when the rows before stay
 */
export function replaceRows(
  cell: Cell,
  before: readonly StoredEntry[],
  after: readonly StoredEntry[],
): boolean {
  if (before.length === after.length && before.every((entry, at) => sameRow(entry, after[at]))) return false;
  const wasEmpty = cell.size === 0;
  cell.replace(before, after);
  cell.notify(wasEmpty !== (cell.size === 0));
  return true;
}

/** Rows are compared as JSON, never by identity. */
function sameRow(a: StoredEntry, b: StoredEntry | undefined): boolean {
  return b !== undefined && (a.row === b.row || JSON.stringify(a.row) === JSON.stringify(b.row));
}
