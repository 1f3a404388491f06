/** Reads for features, which run once and keep nothing: no cell learns of them, and a miss leaves no cell behind. */
import type { ResourceRef } from '../model/resource.ts';
import type { CellStore } from './cell-store.ts';
import type { WorldReader } from './check.ts';
import { Slot } from './slot.ts';
import type { Entry, Table } from './table.ts';
import type { WorldConfig } from './world-config.ts';

export class UnrecordedReader implements WorldReader {
  readonly #world: { readonly cells: CellStore; readonly config: WorldConfig };

  constructor(world: { readonly cells: CellStore; readonly config: WorldConfig }) {
    this.#world = world;
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    const cell = this.#world.cells.peek(table as Table<unknown>, key);
    return cell === undefined ? [] : (cell.entries as readonly Entry<Row>[]);
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    return (this.#world.cells.peek(table as Table<unknown>, key)?.size ?? 0) > 0;
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    return this.#world.config[key];
  }

  fileOf(resource: ResourceRef): string {
    return resource instanceof Slot ? resource.uri : '';
  }
}
