/** A look ahead over a flow collection whose lines stand further left than YAML's specification wants them. */
import { lookUp } from '../base/look-up.ts';

export interface FlowLook {
  /** Closed properly, with nothing in it that only a forgotten bracket explains. */
  readonly isLenient: boolean;
  /** How many characters were read to know. */
  readonly looked: number;
}

const CLOSES: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The collection that opens at `start`, looked at up to `limit`. */
export function lenientFlowEnd(text: string, start: number, limit: number): FlowLook {
  const open: string[] = [];
  /** The last character that is neither white space nor comment. */
  let before = '';
  let isLineStart = false;
  let at = start;
  const result = (isLenient: boolean): FlowLook => ({ isLenient, looked: Math.max(1, at - start) });
  while (at < limit) {
    const unit = text.charAt(at);
    const isSpaced = at === start || isSpace(text.charAt(at - 1));
    if (unit === '\n') isLineStart = true;
    else if (unit === '#' && (isSpaced || before === '"' || before === "'" || before === ']')) {
      at = lineEnd(text, at, limit);
      continue;
    } else if (!isSpace(unit)) {
      if (isLineStart && !'[{,'.includes(before) && looksLikeBlock(text, at)) return result(false);
      isLineStart = false;
      if ((unit === '"' || unit === "'") && (isSpaced || '[{,:'.includes(before))) {
        at = quoteEnd(text, at, limit);
        before = unit;
        continue;
      }
      const close = lookUp(CLOSES, unit);
      if (close !== undefined) open.push(close);
      else if (unit === ']' || unit === '}') {
        if (open.pop() !== unit) return result(false);
        if (open.length === 0) return result(endsLine(text, at + 1));
      }
      before = unit;
    }
    at++;
  }
  return result(false);
}

/** A line that starts with a key or a dash belongs to the block around, unless a comma or a bracket stands before it. */
function looksLikeBlock(text: string, at: number): boolean {
  if (text[at] === '-' && isSpace(text.charAt(at + 1))) return true;
  let end = at;
  while (end < text.length && !isSpace(text.charAt(end)) && !',[]{}'.includes(text.charAt(end))) end++;
  return text[end - 1] === ':';
}

function endsLine(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const unit = text[at];
  return unit === undefined || unit === '\n' || unit === '\r' || unit === '#';
}

function quoteEnd(text: string, start: number, limit: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  while (at < limit && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function lineEnd(text: string, from: number, limit: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? limit : Math.min(newline, limit);
}

function isSpace(unit: string): boolean {
  return unit === ' ' || unit === '\n' || unit === '\t' || unit === '\r';
}
