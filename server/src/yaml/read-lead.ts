/** The tokens around a node: indicators and properties before it, blanks and comments behind it. */
import type { CST } from 'yaml';
import type { Reading } from './reading.ts';

/** What stands before a node. */
export interface Lead {
  /** The indicator asked for: `?`, `:` or `-`. */
  readonly found: CST.SourceToken | undefined;
  readonly comma: CST.SourceToken | undefined;
  /** Anchor name without its `&`. */
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  /** Offset behind the last token. */
  readonly end: number;
  readonly hasNewline: boolean;
}

export interface LeadOptions {
  readonly indicator: 'doc-start' | 'explicit-key-ind' | 'map-value-ind' | 'seq-item-ind';
  /** Where the node stands when there are no tokens. */
  readonly offset: number;
  readonly isFlow: boolean;
  /** What follows starts on a line of its own. */
  readonly startsLine: boolean;
}

export function readLead(reading: Reading, tokens: readonly CST.SourceToken[], options: LeadOptions): Lead {
  let found: CST.SourceToken | undefined;
  let comma: CST.SourceToken | undefined;
  let anchor: string | undefined;
  let tag: string | undefined;
  let hasNewline = false;
  let isAtLineStart = options.startsLine;
  let before: CST.SourceToken | undefined;
  for (const token of tokens) {
    const { type, source, offset } = token;
    if (type === 'newline') {
      hasNewline = true;
      isAtLineStart = true;
    } else if (type === 'comment') {
      // Nothing but a comment on the line: `tabbed-lines.ts` looks at it.
    } else if (type !== 'space') {
      if (isAtLineStart && !options.isFlow) checkTab(reading, before);
      isAtLineStart = type === options.indicator && type !== 'map-value-ind';
      if (type === options.indicator && found === undefined) found = token;
      else if (type === 'comma' && options.isFlow && comma === undefined) comma = token;
      else if (type === 'anchor' && anchor === undefined) anchor = source.slice(1);
      else if (type === 'tag' && tag === undefined) tag = source;
      else unexpected(reading, offset, source);
      if (type === 'anchor') checkAnchorName(reading, offset, source);
      if (type === 'tag') checkTag(reading, offset, source);
    }
    before = token;
  }
  if (isAtLineStart && !options.isFlow) checkTab(reading, before);
  const end = before === undefined ? options.offset : before.offset + before.source.length;
  return { found, comma, anchor, tag, end, hasNewline };
}

/** Nothing but blanks and comments may stand behind a node. */
export function readEnd(reading: Reading, tokens: readonly CST.SourceToken[] | undefined): void {
  if (tokens === undefined) return;
  const stray = tokens.find(isContent);
  if (stray !== undefined) unexpected(reading, stray.offset, stray.source);
}

export function isContent(token: CST.SourceToken): boolean {
  return token.type !== 'space' && token.type !== 'comment' && token.type !== 'newline';
}

export function unexpected(reading: Reading, offset: number, source: string): void {
  const line = /^[^\r\n]*/.exec(source)?.[0] ?? '';
  const text = reading.source.slice(offset, offset + line.length);
  reading.problems.syntax(offset, offset + Math.max(1, line.length), `unexpected "${shorten(text)}"`);
}

function checkTab(reading: Reading, token: CST.SourceToken | undefined): void {
  if (token?.type === 'space' && token.source.includes('\t'))
    reading.problems.add('tab-indentation', token.offset, token.offset + token.source.length);
}

/** Names of anchors (`&name`) and aliases (`*name`) are plainer for the API server than for YAML's specification. */
export function checkAnchorName(reading: Reading, offset: number, source: string): boolean {
  if (source.length > 1 && /^.[\w-]+$/.test(source)) return true;
  const shown = shorten(source);
  // A value that starts with a star is meant as text far more often than as an alias.
  const detail =
    source[0] === '*'
      ? `"${shown}" is read as an alias; put it in quotes`
      : `name of anchor "${shown}" may only hold letters, digits, "_" and "-"`;
  reading.problems.syntax(offset, offset + source.length, detail);
  return false;
}

function checkTag(reading: Reading, offset: number, source: string): void {
  const isUnclosed = source.startsWith('!<') && !source.endsWith('>');
  if (isUnclosed) reading.problems.syntax(offset, offset + source.length, 'tag "!<" is never closed by ">"');
  else if (/^!\w[^!]*!/.test(source))
    reading.problems.syntax(
      offset,
      offset + source.length,
      `tag "${shorten(source)}" has an undefined prefix`,
    );
}

function shorten(source: string): string {
  return source.length > 20 ? `${source.slice(0, 20)}…` : source;
}
