/**
 * What a computation has read of one version of a world, to find out whether the next version would give it the same:
 * for features that keep large answers over edits, and read late tables, which derived reads may not.
 */
import { sameData } from '../base/same-data.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { Derived, WorldReader } from './check.ts';
import type { Entry, Table } from './table.ts';
import type { WorldConfig } from './world-config.ts';

/** Whether a reader of another version gives what was read. */
export type Read = (reader: WorldReader) => boolean;

export class ReadRecord implements WorldReader {
  readonly #reader: WorldReader;
  readonly #reads = new Map<string, Read>();

  constructor(reader: WorldReader) {
    this.#reader = reader;
  }

  /** Holds on to what was read, and not to the version that it was read from. */
  get reads(): readonly Read[] {
    return [...this.#reads.values()];
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    const entries = this.#reader.read(table, key);
    const name = `rows ${table.name} ${key}`;
    if (!this.#reads.has(name)) {
      const before = [...entries]; // the world goes on with its own list
      this.#reads.set(name, (reader) => sameEntries(before, reader.read(table, key)));
    }
    return entries;
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    const before = this.#reader.has(table, key);
    this.#reads.set(`has ${table.name} ${key}`, (reader) => reader.has(table, key) === before);
    return before;
  }

  derive<Value>(derived: Derived<Value>, key: string): Value {
    const before = this.#reader.derive(derived, key);
    this.#reads.set(`derived ${derived.name} ${key}`, (reader) =>
      sameData(before, reader.derive(derived, key)),
    );
    return before;
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    const before = this.#reader.config(key);
    this.#reads.set(`config ${key}`, (reader) => sameData(before, reader.config(key)));
    return before;
  }

  /** Answers of the others in the repository are compared whole, as the world's own are. */
  repository(): WorldReader | undefined {
    const repository = this.#reader.repository();
    if (repository === undefined) {
      this.#reads.set('repository', (reader) => reader.repository() === undefined);
      return undefined;
    }
    const record = new ReadRecord(repository);
    this.#reads.set(`repository ${this.#reads.size}`, (reader) => {
      const now = reader.repository();
      return now !== undefined && isUnchanged(record.reads, now);
    });
    return record;
  }

  fileOf(resource: ResourceRef): string {
    return this.#reader.fileOf(resource);
  }
}

export function isUnchanged(reads: readonly Read[], reader: WorldReader): boolean {
  return reads.every((read) => read(reader));
}

/** An entry is another when its row or its object is. */
function sameEntries(before: readonly Entry<unknown>[], now: readonly Entry<unknown>[]): boolean {
  return before.length === now.length && before.every((entry, at) => entry === now[at]);
}
