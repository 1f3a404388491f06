/** Mistakes that belong to the making of objects, not to one object. */
import type { OffsetRange } from '../base/offset-range.ts';

/** What is wrong with the making of a unit, at a place of one of its files. */
export interface UnitProblem extends OffsetRange {
  readonly uri: string;
  /** Of a text check. */
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;
}
