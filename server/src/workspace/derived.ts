/**
 * Derived reads are what several readers conclude from the same rows: computed once for all of them, kept in the world,
 * and read like a table. What a derived read has read is recorded as for a rule; when its answer comes out equal, nobody
 * who read it runs again.
 */
import type { Derived } from './check.ts';

export function defineDerived<Value>(derived: Derived<Value>): Derived<Value> {
  return derived;
}
