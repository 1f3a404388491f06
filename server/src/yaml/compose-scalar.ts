/** Scalars of the concrete syntax tree as nodes, with the problems of their quotes, escapes and block headers. */

import { CST } from 'yaml';
import { lookUp } from '../base/look-up.ts';
import { readEscapes } from './escapes.ts';
import type { ScalarStyle, YamlScalar } from './node.ts';
import type { Reading } from './reading.ts';

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Tags whose values the API server resolves by the rules of plain text, however they are quoted. */
const RESOLVED_TAGS: ReadonlySet<string> = new Set(['!!int', '!!float', '!!bool', '!!null']);

export type ScalarToken = CST.FlowScalar | CST.BlockScalar;

export function isScalarToken(token: CST.Token): token is ScalarToken {
  return CST.isScalar(token);
}

export function composeScalar(reading: Reading, token: ScalarToken, tag: string | undefined): YamlScalar {
  const start = token.offset;
  const escapes = token.type === 'double-quoted-scalar' ? readEscapes(token.source) : undefined;
  // What stands behind the scalar is the caller's business.
  const bare: ScalarToken =
    token.type === 'block-scalar'
      ? token
      : { type: token.type, offset: start, indent: token.indent, source: escapes?.source ?? token.source };
  let isUnclosed = false;
  const resolved = CST.resolveAsScalar(bare, true, (offset, code) => {
    if (code === 'MISSING_CHAR' && token.type !== 'block-scalar') isUnclosed = true;
    else if (code === 'MISSING_CHAR' && reading.text[offset] === '#') return;
    else if (code !== 'BAD_DQ_ESCAPE') reportScalarProblem(reading, token, offset, code);
  });
  for (const { offset, sequence } of escapes?.bad ?? []) {
    const detail = `invalid escape sequence "${sequence}" in a double-quoted string`;
    reading.problems.syntax(start + offset, start + offset + sequence.length, detail);
  }
  checkTabs(reading, token);
  const style = lookUp(STYLES, resolved?.type ?? '') ?? 'plain';
  const end = token.type === 'block-scalar' ? blockEnd(token) : start + token.source.length;
  // A quote that only the text appended for unclosed ones closes.
  isUnclosed ||= token.type !== 'block-scalar' && end > reading.source.length;
  if (isUnclosed) return unclosedScalar(reading, token.source, style, start);
  return scalarOf(reading, { style, text: resolved?.value ?? '', start, end, tag });
}

/** Tabs in the indentation of plain text and of literal text: left of the text they are part of nothing. */
function checkTabs(reading: Reading, token: ScalarToken): void {
  if (!token.source.includes('\t')) return;
  const isBlock = token.type === 'block-scalar';
  if (!isBlock && token.type !== 'scalar') return;
  const base = isBlock ? token.offset + headerLength(token) : token.offset;
  const least = isBlock ? textIndent(token.source) : 1;
  let lineStart = isBlock ? 0 : token.source.indexOf('\n') + 1;
  while (lineStart > 0 || (isBlock && lineStart === 0)) {
    let at = lineStart;
    while (token.source[at] === ' ') at++;
    if (token.source[at] === '\t' && at - lineStart < least && base + at < reading.source.length) {
      reading.problems.add('tab-indentation', base + lineStart, base + at + 1);
      return;
    }
    const newline = token.source.indexOf('\n', at);
    if (newline < 0) return;
    lineStart = newline + 1;
  }
}

/** Columns by which the text of a block scalar is indented: those of its first line that is not blank. */
function textIndent(source: string): number {
  const first = /^(?:[ \t]*\r?\n)*( *)/.exec(source);
  return first?.[1]?.length ?? 0;
}

/** A scalar with its value; the tag decides before the style does. */
export function scalarOf(
  reading: Reading,
  parts: Pick<YamlScalar, 'style' | 'text' | 'start' | 'end'> & { readonly tag: string | undefined },
): YamlScalar {
  const { style, text, start, end, tag } = parts;
  const isResolved = tag === undefined ? style === 'plain' : RESOLVED_TAGS.has(tag);
  if (!isResolved) return reading.stringScalar(style, text, start, end);
  return { ...reading.plainScalar(text, start, end), style };
}

/** The rest of the line belongs to a quote that is never closed, so that a half-typed value keeps what is typed. */
function unclosedScalar(reading: Reading, source: string, style: ScalarStyle, start: number): YamlScalar {
  const line = (/^[^\r\n]*/.exec(source)?.[0] ?? '').trimEnd();
  if (source.includes('\n')) reading.hasRunawayQuote = true;
  reading.problems.syntax(start, start + line.length, 'missing closing quote');
  return reading.stringScalar(style, line.slice(1), start, start + line.length);
}

/** Offset behind the last character of a block scalar that is no white space. */
export function blockEnd(token: CST.BlockScalar): number {
  const content = token.source.slice(0, contentLength(token.source));
  if (content !== '') return token.offset + headerLength(token) + content.length;
  const first = token.props[0];
  return token.offset + (first !== undefined && 'source' in first ? first.source.length : 1);
}

function headerLength(token: CST.BlockScalar): number {
  return token.props.reduce((length, prop) => length + ('source' in prop ? prop.source.length : 0), 0);
}

function contentLength(source: string): number {
  let length = source.length;
  while (length > 0 && ' \t\r\n'.includes(source.charAt(length - 1))) length--;
  return length;
}

function reportScalarProblem(reading: Reading, token: ScalarToken, offset: number, code: string): void {
  const { source: text } = reading;
  if (code === 'BAD_SCALAR_START') {
    const detail = `value cannot start with "${text.charAt(offset)}"; put it in quotes`;
    reading.problems.syntax(offset, offset + 1, detail);
  } else if (token.type === 'block-scalar') {
    const detail =
      code === 'UNEXPECTED_TOKEN'
        ? `unexpected text behind "${text.charAt(token.offset)}"`
        : 'text of a block scalar is not indented consistently';
    reading.problems.syntax(offset, offset + 1, detail);
  }
}
