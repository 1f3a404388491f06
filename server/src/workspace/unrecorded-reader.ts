/**
 * Reads for features, which run once: no cell learns of them, and a miss leaves no cell behind. The answers of derived
 * reads are kept for all who ask.
 */
import type { ResourceRef } from '../model/resource.ts';
import type { CellStore } from './cell-store.ts';
import type { Derived, WorldReader } from './check.ts';
import type { DerivedStore } from './derived-store.ts';
import { Slot } from './slot.ts';
import type { Entry, Table } from './table.ts';
import type { WorldConfig } from './world-config.ts';
import type { WorldConfiguration } from './world-configuration.ts';

/** What readers need of a world. */
export interface ReadableWorld {
  readonly cells: CellStore;
  readonly derived: DerivedStore;
  readonly configuration: WorldConfiguration;
  readonly repository: ReadableWorld | undefined;
}

export class UnrecordedReader implements WorldReader {
  readonly #world: ReadableWorld;

  constructor(world: ReadableWorld) {
    this.#world = world;
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    const cell = this.#world.cells.peek(table as Table<unknown>, key);
    return cell === undefined ? [] : (cell.entries as readonly Entry<Row>[]);
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    return (this.#world.cells.peek(table as Table<unknown>, key)?.size ?? 0) > 0;
  }

  derive<Value>(derived: Derived<Value>, key: string): Value {
    return this.#world.derived.read(derived, key, undefined);
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    return this.derive(this.#world.configuration.part, key) as WorldConfig[Key];
  }

  repository(): WorldReader | undefined {
    const { repository } = this.#world;
    return repository && new UnrecordedReader(repository);
  }

  fileOf(resource: ResourceRef): string {
    return resource instanceof Slot ? resource.uri : '';
  }
}
