/** One line of block style, cut into dashes, key and value. */
import type { OutlineScalar, Quote } from './outline.ts';

export interface Line {
  readonly start: number;
  /** Behind the last character, line end excluded. */
  readonly end: number;
  /** Start of the next line; `end` on the last one. */
  readonly next: number;
  /** First character that is no blank; `end` on a blank line. */
  readonly content: number;
}

export function lineAt(text: string, start: number): Line {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  let next = end;
  if (text[next] === '\r') next++;
  if (text[next] === '\n') next++;
  return { start, end, next, content: skipBlanks(text, start, end) };
}

export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** True for `- ` and for a dash at the end of the line. */
export function isDash(text: string, at: number, end: number): boolean {
  return text[at] === '-' && (at + 1 >= end || text[at + 1] === ' ' || text[at + 1] === '\t');
}

/** Skips anchors and tags in front of a value. */
export function skipProperties(text: string, from: number, end: number): number {
  let at = from;
  while (text[at] === '&' || (text[at] === '!' && at < end)) {
    while (at < end && text[at] !== ' ' && text[at] !== '\t') at++;
    at = skipBlanks(text, at, end);
  }
  return at;
}

/** A key and the offset of its colon; undefined when the line has no key at `from`. */
export function readKey(
  text: string,
  from: number,
  end: number,
): { readonly key: OutlineScalar; readonly colon: number } | undefined {
  const quote = text[from];
  if (quote === '"' || quote === "'") {
    const key = readQuoted(text, from, end);
    const colon = skipBlanks(text, key.end, end);
    return text[colon] === ':' && colon < end ? { key, colon } : undefined;
  }
  for (let at = from; at < end; at++) {
    if (text[at] === '#' && isBlank(text[at - 1])) return undefined;
    if (text[at] !== ':' || (at + 1 < end && !isBlank(text[at + 1]))) continue;
    if (at === from) return undefined;
    return { key: plain(text, from, trimEnd(text, from, at)), colon: at };
  }
  return undefined;
}

/** The quoted text at `from`; ends with the line when its closing quote is missing. */
export function readQuoted(text: string, from: number, end: number): OutlineScalar {
  const quote = text[from] as Quote;
  let at = from + 1;
  while (at < end && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  const close = Math.min(at, end);
  return {
    kind: 'scalar',
    start: from,
    end: Math.min(close + 1, end),
    text: text.slice(from + 1, close),
    quote,
  };
}

/** Plain text up to a comment or the end of the line. */
export function readPlain(text: string, from: number, end: number): OutlineScalar {
  return plain(text, from, trimEnd(text, from, commentStart(text, from, end)));
}

/** Offset of the `#` of a comment, or `end`. */
export function commentStart(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (text[at] === '#' && (at === from || isBlank(text[at - 1]))) return at;
  }
  return end;
}

export function plain(text: string, start: number, end: number): OutlineScalar {
  return { kind: 'scalar', start, end, text: text.slice(start, end), quote: '' };
}

function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(text[at - 1])) at--;
  return at;
}

export function isBlank(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t';
}
