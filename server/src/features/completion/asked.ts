/** What may be offered, by how the list was asked for: one that nobody asked for must not get in the way of typing. */

import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, fieldPlace } from './context.ts';
import { isNested } from './insertion.ts';
import { isSubsequence } from './matching.ts';

/**
 * - `invoked`: by a person, or by the first letters of a word; clients do not tell these apart.
 * - `by-character`: by a blank or a quote that may as well be part of the text.
 */
export type Asked = 'invoked' | 'by-character';

/** False where nothing is to be offered, whatever the sources know. */
export function mayAnswer(ctx: CompletionContext, asked: Asked): boolean {
  const { form, word } = ctx.place;
  if (asked === 'by-character') return isBehindKey(ctx) && !takesMoreLines(ctx) && /^["']*$/.test(word);
  // Who types text there does not want the children that belong to the next line.
  return form !== 'inline' || word === '' || !takesMoreLines(ctx);
}

/** Leaves out what was not asked for. `cursor`: offset in the document. */
export function wanted(
  ctx: CompletionContext,
  asked: Asked,
  items: readonly CompletionItem[],
  cursor: number,
): readonly CompletionItem[] {
  const { place, text } = ctx;
  const typed = text.slice(place.range.start, cursor).trim().replace(/^["']/, '');
  const known = items.filter(({ label, habit }) => {
    if (habit === undefined) return true;
    if (asked === 'by-character') return false;
    return typed === '' || (habit === 'usual' && label.startsWith(typed));
  });
  const matching = known.filter((item) => isSubsequence(typed, wordOf(item)));
  const isSaidAlready = ({ range, insertText }: CompletionItem) =>
    text.slice(range.start, range.end).trimEnd() === insertText;
  return typed !== '' && matching.every(isSaidAlready) ? [] : known;
}

function wordOf({ filterText, label }: CompletionItem): string {
  return (filterText ?? label).replace(/^["']/, '');
}

function isBehindKey({ place }: CompletionContext): boolean {
  return place.form !== 'block' && typeof place.valueOf?.steps.at(-1) === 'string';
}

/** Behind a key that takes an object or a list. */
function takesMoreLines(ctx: CompletionContext): boolean {
  const field = fieldPlace(ctx, ctx.place.valueOf)?.field;
  return field !== undefined && (field.type === 'list' || isNested(field));
}
