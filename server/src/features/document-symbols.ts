/** The outline of a file: one symbol per resource, with the sections of its spec inside. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

export interface DocumentSymbol {
  readonly name: string;
  /** Beside the name: the API version of a resource, the value of a scalar. */
  readonly detail?: string;
  readonly kind: 'resource' | 'section' | 'list' | 'item' | 'value';
  /** The whole of it, in file offsets. */
  readonly range: OffsetRange;
  /** What to select when jumping to it; inside `range`. */
  readonly selectionRange: OffsetRange;
  readonly children: readonly DocumentSymbol[];
}

export function documentSymbols(_snapshot: Snapshot, _uri: string): readonly DocumentSymbol[] {
  return [];
}
