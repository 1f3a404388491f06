/** What completion answers: plain data in editor words. */
import type { OffsetRange } from '../../base/offset-range.ts';

/**
 * Why a value is offered where the field takes any other as well. `usual`: others write it; while typing, only what the
 * text may become. `invented`: a proposal for a name that people make up; never while they type one.
 */
export type Habit = 'usual' | 'invented';

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'field' | 'enum' | 'value' | 'keyword' | 'snippet' | 'reference';
  /** Said in every row, behind the label: the group of a kind, the namespace of a service. */
  readonly context?: string;
  /** One line beside the label: type, default. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Complete with its indentation and the file's line ends, to be inserted as it is (LSP `InsertTextMode.asIs`). */
  readonly insertText: string;
  /** `insertText` is LSP snippet syntax. */
  readonly isSnippet: boolean;
  /** What `insertText` replaces, in file offsets, on the cursor's line. */
  readonly range: OffsetRange;
  readonly sortKey: string;
  /** What the typed text is matched with when it is not the label. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  readonly preselect?: boolean;
  readonly habit?: Habit;
  /** The next thing to be typed has suggestions of its own. */
  readonly suggestNext?: boolean;
}

export interface CompletionResult {
  readonly items: readonly CompletionItem[];
  /** There are more names than are shown: ask again when the word has grown. */
  readonly isIncomplete: boolean;
}
