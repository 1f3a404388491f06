/** What an inlay hint is, and what each sort of hint is made from. */
import type { TextEdit } from '../../base/text-edit.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface InlayHintOptions {
  readonly hosts: boolean;
  readonly namespaces: boolean;
  readonly protocols: boolean;
  readonly weights: boolean;
  readonly defaults: boolean;
}

export interface InlayHint {
  /** In the file. */
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
  /** `joined`: continues the word in front of it. */
  readonly form: 'joined' | 'apart';
  /** Writes down what the hint says, in file offsets. */
  readonly edit?: TextEdit;
}

/** What a sort of hint is made from. */
export interface HintSource {
  readonly snapshot: Snapshot;
  readonly reader: WorldReader;
  readonly slot: Slot;
}
