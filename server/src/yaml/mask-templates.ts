/**
 * Template actions (`{{ … }}`) are no YAML. Before parsing they are replaced, character by character, by text that YAML
 * takes for granted: blanks where an action has a line to itself, characters of a private range inside other text.
 * Offsets stay, and the private characters turn back into what they stood for.
 */
import { type BlockLine, blockLines } from './block-lines.ts';

export interface TemplateAction {
  readonly start: number;
  readonly end: number;
  /** False for control flow, definitions, assignments and comments, which print nothing themselves. */
  readonly isOutput: boolean;
}

export interface MaskedText {
  readonly text: string;
  readonly actions: readonly TemplateAction[];
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
  const actions = findActions(text);
  if (actions.length === 0) return { text, actions };
  const lines = blockLines(text, (line) => line.startsWith('{{'));
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
      actions.push({ start, end, isOutput: !isControl(text.slice(start, Math.min(end, start + 80))) });
    comments.skipTo(end);
    start = nextOpen < 0 || nextOpen >= end ? nextOpen : text.indexOf('{{', end);
  }
  return actions;
}

function isControl(action: string): boolean {
  const inner = action.slice(action.startsWith('{{-') ? 3 : 2).trimStart();
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

function isOnlyActions(part: string): boolean {
  return part.length <= LONGEST_LINE && /^\s*(?:\{\{[^{}]*\}\}\s*)*(?:#.*)?$/.test(part);
}
