/** Makes completion items of insertions: range, text around them, order. */
import type { CompletionItem, Habit } from './completion-item.ts';
import type { CompletionContext } from './context.ts';
import type { Insertion } from './insertion.ts';

/** Ranks of a suggestion: lower ones come first. */
export const RANK = { first: 0, required: 1, common: 2, ordinary: 3, rare: 4, deprecated: 8 } as const;

export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItem['kind'];
  readonly insertion: Insertion;
  readonly rank: number;
  /** Position among those of the same rank. */
  readonly order: number;
  readonly context?: string | undefined;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  /** Word that is matched with the typed text; the label when absent. */
  readonly filterWord?: string | undefined;
  readonly isDeprecated?: boolean;
  readonly isPreselected?: boolean;
  readonly habit?: Habit | undefined;
  readonly suggestNext?: boolean;
  /** Block text that cannot stand behind a colon: it goes to a line of its own at this column. */
  readonly lineColumn?: number | undefined;
}

/** Offsets of the range count from the document's start. */
export function toItem(ctx: CompletionContext, suggestion: Suggestion): CompletionItem {
  const { place, layout } = ctx;
  const isOnNewLine = suggestion.lineColumn !== undefined && place.form === 'inline';
  const start = isOnNewLine ? behindColon(ctx) : place.range.start;
  const before = isOnNewLine ? layout.lineEnd + ' '.repeat(suggestion.lineColumn ?? 0) : place.prefix;
  const filterText = filterTextOf(ctx, suggestion);
  return {
    label: suggestion.label,
    kind: suggestion.kind,
    insertText: before + suggestion.insertion.text + textBehind(ctx),
    isSnippet: suggestion.insertion.isSnippet,
    range: { start, end: place.range.end },
    sortKey: `${suggestion.rank}${String(suggestion.order).padStart(3, '0')}`,
    ...(suggestion.context === undefined ? {} : { context: suggestion.context }),
    ...(suggestion.detail === undefined ? {} : { detail: suggestion.detail }),
    ...(suggestion.documentation === undefined ? {} : { documentation: suggestion.documentation }),
    ...(filterText === suggestion.label ? {} : { filterText }),
    ...(suggestion.isDeprecated === true ? { deprecated: true } : {}),
    ...(suggestion.isPreselected === true ? { preselect: true } : {}),
    ...(suggestion.habit === undefined ? {} : { habit: suggestion.habit }),
    ...(suggestion.suggestNext === true ? { suggestNext: true } : {}),
  };
}

/** Clients match what stands in the range, so an opening quote has to be matched too. */
function filterTextOf(ctx: CompletionContext, suggestion: Suggestion): string {
  const word = suggestion.filterWord ?? suggestion.label;
  return ctx.place.quote === '' ? word : `${ctx.place.quote}${word}${ctx.place.quote}`;
}

/** A new line leaves no blanks behind the colon. */
function behindColon({ text, place }: CompletionContext): number {
  let at = place.range.start;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return at;
}

/** In brackets: the comma before the next member. */
function textBehind({ text, place }: CompletionContext): string {
  if (place.form !== 'flow' || place.hasColon) return '';
  const rest = text.slice(place.range.end);
  const next = rest.trimStart();
  if (next === '' || /^[,}\]#:]/.test(next) || isNextLineOutside(rest)) return '';
  return /^\s/.test(rest) ? ',' : ', ';
}

/** Behind unclosed brackets the next line is no member of theirs, unless it is JSON. */
function isNextLineOutside(rest: string): boolean {
  return /^[ \t]*[\r\n]/.test(rest) && !/^\s*["'{[]/.test(rest);
}

/** A word between the quotes that stand there, or that JSON asks for. */
export function quoted(ctx: CompletionContext, word: string): string {
  const quote = ctx.place.quote === '' ? ctx.layout.quote : ctx.place.quote;
  return `${quote}${word}${quote}`;
}

/** A scalar as YAML must write it to keep its type. */
export function quotedIfAmbiguous(ctx: CompletionContext, word: string, isText: boolean): string {
  if (!isText) return word;
  const letters =
    ctx.place.form === 'flow' ? /^[A-Za-z0-9_./-]+$/ : /^[A-Za-z0-9_./](?:[A-Za-z0-9_./@[\],-]|:(?=\S))*$/;
  const isPlain = letters.test(word) && !/^(?:true|false|yes|no|on|off|y|n|null|[-\d._]+)$/i.test(word);
  if (isPlain || ctx.place.quote !== '' || ctx.layout.quote !== '') return quoted(ctx, word);
  return `"${word}"`;
}
