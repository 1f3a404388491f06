/**
 * Derived reads are what several readers conclude from the same rows: computed once for all of them, kept in the world,
 * and read like a table. What a derived read has read is recorded as for a rule; when its answer comes out equal, nobody
 * who read it runs again.
 */
import type { WorldReader } from './check.ts';

export interface Derived<Value> {
  /** Unique; shows in traces. */
  readonly name: string;
  /** Plain JSON with handles of resources in it, compared as such; a function of `key` and of what it reads. No derived read may read itself. */
  derive(key: string, world: WorldReader): Value;
}

export function defineDerived<Value>(derived: Derived<Value>): Derived<Value> {
  return derived;
}
