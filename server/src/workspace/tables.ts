/** Every table of the engine, on one screen. Adding one is an entry here and a file in `tables/`. */
import type { Table } from './table.ts';

export const TABLES: readonly Table<unknown>[] = [];
