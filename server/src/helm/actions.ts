/** The actions of a Go template: where they stand and what they are. Linear in the text. */

export type ActionKind =
  | 'comment'
  | 'if'
  | 'else'
  | 'end'
  | 'range'
  | 'with'
  | 'define'
  | 'block'
  | 'template'
  /** Sets a variable, breaks or goes on: prints nothing. */
  | 'silent'
  /** Prints something. */
  | 'output';

export interface Action {
  readonly kind: ActionKind;
  /** Of `{{`. */
  readonly start: number;
  /** Behind `}}`. */
  readonly end: number;
  /** What stands between the braces, without the trim marks. */
  readonly text: string;
}

export interface TemplateFault {
  /** Offset of the action that is wrong. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const KEYWORD = /^(?:if|else|end|range|with|define|block|template|break|continue)\b/;
/** Between `{{<` and `>}}`: the actions of a generator whose output is a chart again. */
const OWN_MARKS = /^<-?(\s[\s\S]*)>$/;
const ASSIGNMENT = /^\$\w*(?:\s*,\s*\$\w*)?\s*:?=(?!=)/;

/** All actions in order; `fault` is set when one is never closed, and nothing behind it is read. */
export function findActions(text: string): {
  readonly actions: readonly Action[];
  readonly fault?: TemplateFault;
} {
  const actions: Action[] = [];
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = actionEnd(text, start);
    if (end === undefined) {
      const fault = {
        start,
        end: Math.min(lineEnd(text, start), text.length),
        message: 'This action is never closed',
      };
      return { actions, fault };
    }
    const content = contentOf(text, start, end);
    actions.push({ kind: kindOf(content), start, end, text: content });
    start = text.indexOf('{{', end);
  }
  return { actions };
}

function contentOf(text: string, start: number, end: number): string {
  const hasOpenTrim = text[start + 2] === '-' && isSpace(text[start + 3]);
  const hasCloseTrim = text[end - 3] === '-' && isSpace(text[end - 4]);
  const content = text.slice(start + (hasOpenTrim ? 3 : 2), end - (hasCloseTrim ? 3 : 2)).trim();
  return OWN_MARKS.exec(content)?.[1]?.trim() ?? content;
}

function kindOf(content: string): ActionKind {
  if (content.startsWith('/*')) return 'comment';
  const word = KEYWORD.exec(content)?.[0];
  if (word === 'break' || word === 'continue') return 'silent';
  if (word !== undefined) return word as ActionKind;
  return ASSIGNMENT.test(content) ? 'silent' : 'output';
}

/** Behind the closing braces; those inside quotes and comments close nothing. */
function actionEnd(text: string, start: number): number | undefined {
  let at = start + 2;
  if (text[at] === '-' && isSpace(text[at + 1])) at++;
  let first = at;
  while (isSpace(text[first])) first++;
  if (text.startsWith('/*', first)) {
    const close = text.indexOf('*/', first + 2);
    if (close < 0) return undefined;
    at = close + 2;
  }
  for (; at < text.length; at++) {
    const unit = text[at];
    if (unit === '}' && text[at + 1] === '}') return at + 2;
    if (unit === '"' || unit === "'" || unit === '`') {
      const close = quoteEnd(text, at, unit);
      if (close === undefined) return undefined;
      at = close;
    }
  }
  return undefined;
}

/** Of the closing quote. Text in quotes ends with its line, raw text does not. */
function quoteEnd(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text[at];
    if (unit === quote) return at;
    if (quote === '`') continue;
    if (unit === '\\') at++;
    else if (unit === '\n') return undefined;
  }
  return undefined;
}

export function isSpace(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t' || unit === '\n' || unit === '\r';
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}
