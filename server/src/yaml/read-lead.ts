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
      if (!isAtLineStart && before !== undefined && before.type !== 'space') commentTooClose(reading, token);
    } else if (type !== 'space') {
      if (isAtLineStart && before?.type === 'space' && !options.isFlow && before.source.includes('\t'))
        reading.problems.add('tab-indentation', before.offset, before.offset + before.source.length);
      isAtLineStart = type === options.indicator && type !== 'map-value-ind';
      if (type === options.indicator && found === undefined) found = token;
      else if (type === 'comma' && options.isFlow && comma === undefined) comma = token;
      else if (type === 'anchor' && anchor === undefined && source.length > 1) anchor = source.slice(1);
      else if (type === 'tag' && tag === undefined) tag = source;
      else unexpected(reading, offset, source);
    }
    before = token;
  }
  if (isAtLineStart && before?.type === 'space' && !options.isFlow && before.source.includes('\t'))
    reading.problems.add('tab-indentation', before.offset, before.offset + before.source.length);
  const end = before === undefined ? options.offset : before.offset + before.source.length;
  return { found, comma, anchor, tag, end, hasNewline };
}

/** Nothing but blanks and comments may stand behind a node. */
export function readEnd(reading: Reading, tokens: readonly CST.SourceToken[] | undefined): void {
  if (tokens === undefined) return;
  let isSpaced = false;
  for (const token of tokens) {
    if (token.type === 'comment' && !isSpaced) commentTooClose(reading, token);
    else if (isContent(token)) {
      unexpected(reading, token.offset, token.source);
      return;
    }
    isSpaced = token.type === 'space' || token.type === 'newline';
  }
}

export function isContent(token: CST.SourceToken): boolean {
  return token.type !== 'space' && token.type !== 'comment' && token.type !== 'newline';
}

export function unexpected(reading: Reading, offset: number, source: string): void {
  const line = /^[^\r\n]*/.exec(source)?.[0] ?? '';
  const text = reading.source.slice(offset, offset + line.length);
  const shown = text.length > 20 ? `${text.slice(0, 20)}…` : text;
  reading.problems.syntax(offset, offset + Math.max(1, line.length), `unexpected "${shown}"`);
}

function commentTooClose(reading: Reading, token: CST.SourceToken): void {
  reading.problems.syntax(token.offset, token.offset + 1, 'comment needs a space before "#"');
}
