/**
 * Template actions (`{{ … }}`, `{% … %}`, `<% … %>`, `#@ …`) and bare placeholders are no YAML. Before parsing they are replaced, character by character, by text that YAML
 * takes for granted: blanks where an action has a line to itself, characters of a private range inside other text.
 * Offsets stay, and the private characters turn back into what they stood for.
 */
import { type BlockLine, blockLines } from './block-lines.ts';
import { unreadablePlaceholders } from './placeholders.ts';
import type { TemplateAction } from './template-action.ts';
import { withoutDefinitions } from './template-definitions.ts';
import { templateMarks } from './template-marks.ts';

export interface MaskedText {
  readonly text: string;
  readonly actions: readonly TemplateAction[];
}

/** Whether a text may hold something that is masked; a cheap look. */
export function mayNeedMask(text: string): boolean {
  return /\{[{%#A-Z]|<%|^[ \t]*<[A-Z]|\[\[|#@|\$\{|#\{|###[A-Z]|%%|@[A-Za-z]\w*@/m.test(text);
}

const CONTROL_WORDS: ReadonlySet<string> = new Set([
  'if',
  'else',
  'end',
  'range',
  'with',
  'define',
  'block',
  'break',
  'continue',
]);
/** On longer lines nobody looks for actions that stand alone. */
const LONGEST_LINE = 1000;
const PRIVATE_START = 0xe000;
const PRIVATE = /[\ue000-\ue07f]/g;

export function maskTemplates(text: string): MaskedText {
  const helm = withoutDefinitions(text, findActions(text));
  const lines = blockLines(text, (line) => /^(?:\{[{%#]|<%|\[\[)/.test(line));
  const actions = merge(helm, otherActions(text, lines, helm));
  if (actions.length === 0) return { text, actions };
  const pieces: string[] = [];
  let at = 0;
  let lineIndex = 0;
  for (const action of actions) {
    while ((lines[lineIndex + 1]?.start ?? Infinity) <= action.start) lineIndex++;
    const line = lines[lineIndex];
    pieces.push(text.slice(at, action.start));
    pieces.push(line === undefined ? text.slice(action.start, action.end) : fill(text, action, line));
    at = action.end;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), actions };
}

export function unmask(text: string): string {
  return text.replace(PRIVATE, (unit) => String.fromCharCode(unit.charCodeAt(0) - PRIVATE_START));
}

/** Actions outside comments, in order. */
function findActions(text: string): readonly TemplateAction[] {
  const actions: TemplateAction[] = [];
  const comments = new CommentScan(text);
  let close = 0;
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const nextOpen = text.indexOf('{{', start + 2);
    if (close >= 0 && close < start + 2) close = text.indexOf('}}', start + 2);
    const isClosed = close >= 0 && (nextOpen < 0 || close < nextOpen);
    const isCommented = comments.isCommented(start);
    const end = isClosed ? close + 2 : comments.quoteOrLineEnd(start);
    if (!isCommented)
      actions.push({
        start,
        end,
        isOutput: !isControl(text.slice(start, Math.min(end, start + 80))),
        language: 'helm',
      });
    comments.skipTo(end);
    start = nextOpen < 0 || nextOpen >= end ? nextOpen : text.indexOf('{{', end);
  }
  return actions;
}

/** Marks of other languages and bare placeholders, outside comments, quotes and literal text. */
function otherActions(
  text: string,
  lines: readonly BlockLine[],
  helm: readonly TemplateAction[],
): readonly TemplateAction[] {
  const marks = templateMarks(text).map((mark) => ({ ...mark, language: 'other' as const }));
  const bare = unreadablePlaceholders(text).map((range) => ({
    ...range,
    isOutput: true,
    language: 'placeholder' as const,
  }));
  const candidates = merge(marks, bare);
  if (candidates.length === 0) return [];
  const comments = new CommentScan(text);
  let lineIndex = 0;
  let helmIndex = 0;
  return candidates.filter((mark) => {
    while ((lines[lineIndex + 1]?.start ?? Infinity) <= mark.start) lineIndex++;
    for (; (helm[helmIndex]?.end ?? Infinity) <= mark.start; helmIndex++)
      comments.skipTo(helm[helmIndex]?.end ?? 0);
    const isHidden = comments.isHidden(mark.start);
    if (!isHidden) comments.skipTo(mark.end);
    return !isHidden && lines[lineIndex]?.isScalarText !== true;
  });
}

/** Both lists by position; what overlaps something before it is left out. */
function merge(
  first: readonly TemplateAction[],
  second: readonly TemplateAction[],
): readonly TemplateAction[] {
  if (second.length === 0) return first;
  const merged: TemplateAction[] = [];
  let end = 0;
  for (const action of [...first, ...second].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (action.start < end) continue;
    merged.push(action);
    end = action.end;
  }
  return merged;
}

function isControl(action: string): boolean {
  // `{{<` opens the actions of generators whose output is a chart again.
  const inner = action.replace(/^\{\{<?-?/, '').trimStart();
  if (inner.startsWith('/*') || /^\$\w*\s*:?=/.test(inner)) return true;
  return CONTROL_WORDS.has(/^\w+/.exec(inner)?.[0] ?? '');
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** One walk over the text that knows whether it is in a comment: behind a `#` outside the quotes of its line. */
class CommentScan {
  readonly #text: string;
  #at = 0;
  #quote = '';
  #isCommented = false;

  constructor(text: string) {
    this.#text = text;
  }

  isCommented(offset: number): boolean {
    for (; this.#at < offset; this.#at++) {
      const unit = this.#text.charAt(this.#at);
      if (unit === '\n') {
        this.#quote = '';
        this.#isCommented = false;
      } else if (this.#quote !== '') {
        if (unit === this.#quote) this.#quote = '';
      } else if (unit === '"' || unit === "'") this.#quote = unit;
      else if (unit === '#' && /^\s?$/.test(this.#text.charAt(this.#at - 1))) this.#isCommented = true;
    }
    return this.#isCommented;
  }

  isHidden(offset: number): boolean {
    return this.isCommented(offset) || this.#quote !== '';
  }

  /** End of an action at `offset` that is never closed: where the quote ends in which it stands, or the line. */
  quoteOrLineEnd(offset: number): number {
    const end = lineEnd(this.#text, offset);
    const quote = this.#quote === '' ? -1 : this.#text.slice(offset, end).lastIndexOf(this.#quote);
    return quote < 0 ? end : offset + quote;
  }

  /** What an action holds opens no quote and no comment. */
  skipTo(offset: number): void {
    this.#at = Math.max(this.#at, offset);
  }
}

function fill(text: string, action: TemplateAction, line: BlockLine): string {
  const source = text.slice(action.start, action.end);
  const isShort = line.end - line.start <= LONGEST_LINE;
  const before = isShort ? text.slice(line.start, action.start) : '…';
  const after = isShort ? text.slice(action.end, lineEnd(text, action.end)) : '…';
  const isAlone = !line.isScalarText && isOnlyActions(before) && isOnlyActions(after);
  const opensBlock = !action.isOutput && /[:-]\s+$/.test(before) && isOnlyActions(after);
  if (isAlone || opensBlock) return source.replace(/[^\r\n]/g, ' ');
  return source.replace(/[\0-\x7f]/g, (unit) => String.fromCharCode(PRIVATE_START + unit.charCodeAt(0)));
}

const BRACKETS: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
  ['<%', '%>'],
  ['[[', ']]'],
];

/** Nothing but actions, blanks and a comment. */
function isOnlyActions(part: string): boolean {
  if (part.length > LONGEST_LINE) return false;
  let at = 0;
  while (true) {
    while (/\s/.test(part.charAt(at))) at++;
    if (at >= part.length || part[at] === '#') return true;
    const close = BRACKETS.find(([open]) => part.startsWith(open, at))?.[1];
    const end = close === undefined ? -1 : part.indexOf(close, at + 2);
    if (end < 0) return false;
    at = end + 2;
  }
}
