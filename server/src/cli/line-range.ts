/** A range as reports give it. */
import type { LineCharacter } from '../base/line-index.ts';

/** Zero-based lines and UTF-16 characters. */
export interface LineRange {
  readonly start: LineCharacter;
  readonly end: LineCharacter;
}
