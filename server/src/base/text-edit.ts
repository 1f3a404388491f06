/** Replacements in one text, in UTF-16 offsets of that text. */
import type { OffsetRange } from './offset-range.ts';

export interface TextEdit {
  readonly range: OffsetRange;
  readonly newText: string;
}

/** By their start; those at one place stay in the order in which they are given. */
export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start);
}

/** The text after all edits. Edits must not overlap; their order does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.range.start) + edit.newText;
    at = edit.range.end;
  }
  return result + text.slice(at);
}
