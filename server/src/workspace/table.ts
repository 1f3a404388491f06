/**
 * Tables are how resources see each other. Each resource contributes rows under keys; rules read keys. What a rule has
 * read, found or not, is recorded, and it runs again only when one of those keys changes. A row holds exactly what its
 * readers need: the smaller the row, the fewer edits reach them.
 */
import type { KindId } from '../base/kind-id.ts';
import type { Resource, ResourceRef, WrittenResource } from '../model/resource.ts';
import type { FailureListener, FailurePlace } from './failure.ts';

export interface Holders {
  readonly kinds: ReadonlySet<KindId>;
  /** Of those kinds; tells without a walk through the object. */
  mayHold(resource: Pick<WrittenResource, 'kindId' | 'mayContain'>): boolean;
}

export interface Table<Row> {
  /** Unique; shows in traces. */
  readonly name: string;
  /** Kinds whose resources contribute. */
  readonly kinds: readonly KindId[];
  /**
   * `winners` (default): of several definitions of one object only the one that counts contributes.
   * `all`: shadowed ones too.
   */
  readonly definitions?: 'winners' | 'all';
  /** Features alone read it: its rows are derived when there is time, or when the first of them asks. */
  readonly isLate?: true;
  /** Features look through all of its keys: they are kept in order. */
  readonly isListed?: true;
  /** Of a late table: which objects may have rows under a key. Absent: any. */
  holdersOf?(key: string): Holders;
  /** Plain JSON rows by key; a function of the resource alone. */
  rows(resource: Resource): Iterable<readonly [key: string, row: Row]>;
}

/** A row with the resource it comes from. Entries are ordered by file, then position. */
export interface Entry<Row> {
  readonly row: Row;
  readonly resource: ResourceRef;
}

export function defineTable<Row>(table: Table<Row>): Table<Row> {
  return table;
}

/** All rows of an object or, when the table throws, none. */
export function rowsIn(
  table: Table<unknown>,
  slot: FailurePlace & { readonly resource: Resource },
  host: { readonly failed: FailureListener },
): readonly (readonly [key: string, row: unknown])[] {
  try {
    return [...table.rows(slot.resource)];
  } catch (error) {
    host.failed({ kind: 'table', id: table.name }, slot, error);
    return [];
  }
}

/** Which tables a resource of a kind contributes to. */
export function tablesByKind(
  tables: readonly Table<unknown>[],
): ReadonlyMap<KindId, readonly Table<unknown>[]> {
  const map = new Map<KindId, Table<unknown>[]>();
  for (const table of tables) {
    for (const kind of table.kinds) {
      const list = map.get(kind);
      if (list === undefined) map.set(kind, [table]);
      else list.push(table);
    }
  }
  return map;
}
