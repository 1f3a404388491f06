/** Hover: explains the key or value under the cursor. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface HoverResult {
  /** The explained key or value, in file offsets. */
  readonly range: OffsetRange;
  readonly markdown: string;
}

/** `offset` counts from the start of the file. */
export function hover(_snapshot: Snapshot, _uri: string, _offset: number): HoverResult | undefined {
  return undefined;
}
