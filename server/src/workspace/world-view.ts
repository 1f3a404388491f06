/** A world as features and hosts see it: to be read, by one version; nothing in it can be changed. */
import type { Dependent } from './cell-store.ts';
import type { WorldReader } from './check.ts';
import type { Slot } from './slot.ts';
import type { Table } from './table.ts';
import type { WorldDescription } from './workspace-configuration.ts';
import type { WorldConfig } from './world-config.ts';

export interface WorldView {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Group of worlds of which one at a time is true. */
  readonly alternativeOf: string | undefined;
  /** The environment or cluster that it is, among those in one place. */
  readonly environment: WorldDescription['environment'];
  /** With what the world's own resources say. */
  readonly config: WorldConfig;
  /** As hosts said. */
  readonly baseConfig: WorldConfig;
  /** Check runs since the world was made. */
  readonly runCount: number;
  /** Files that count here, as they are or as parts of a rendering. */
  uris(): Iterable<string>;
  holds(uri: string): boolean;
  slots(): Iterable<Slot>;
  /** How many there are. */
  readonly size: number;
  /** Objects of which a file holds a part. */
  slotsIn(uri: string): readonly Slot[];
  /** Every definition of an object, in order; the last one counts. */
  definitions(key: string): readonly Slot[];
  /** Keys under which a table has rows. */
  keys(table: Table<unknown>): Iterable<string>;
  /** The same in order. */
  sortedKeys(table: Table<unknown>): readonly string[];
  /** Reads that nobody records. */
  reader(): WorldReader;
  /** Reads of which one is told when they come out otherwise; not of late tables. */
  watchedBy(dependent: Dependent): WorldReader;
}
