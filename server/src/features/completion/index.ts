/** Completion: what may be written at the cursor. One source per file; a new kind of suggestion is one entry here. */
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { CompletionResult } from './completion-item.ts';

export type { CompletionItem, CompletionResult } from './completion-item.ts';

/** `offset` counts from the start of the file. */
export function completion(_snapshot: Snapshot, _uri: string, _offset: number): CompletionResult {
  return { items: [] };
}
