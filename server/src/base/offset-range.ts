/** Half-open ranges of UTF-16 offsets, the only way positions are spoken of below `lsp/`. */

/** `[start, end)` in UTF-16 code units. Whether it counts from the file or from a document is said where it is used. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** The same range, moved by `delta` code units. */
export function shiftRange(range: OffsetRange, delta: number): OffsetRange {
  return { start: range.start + delta, end: range.end + delta };
}

/** True when `offset` lies in the range or touches one of its ends (a cursor behind the last character counts). */
export function touchesOffset(range: OffsetRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
