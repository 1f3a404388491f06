/** Scalars of the concrete syntax tree as nodes, with the problems of their quotes, escapes and block headers. */
import { CST } from 'yaml';
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
  // What stands behind the scalar is the caller's business.
  const bare: ScalarToken =
    token.type === 'block-scalar'
      ? token
      : { type: token.type, offset: token.offset, indent: token.indent, source: token.source };
  let isUnclosed = false;
  const resolved = CST.resolveAsScalar(bare, true, (offset, code) => {
    if (code === 'MISSING_CHAR' && token.type.endsWith('quoted-scalar')) isUnclosed = true;
    else reportScalarProblem(reading, token, offset, code);
  });
  const start = token.offset;
  const style = STYLES[resolved?.type ?? ''] ?? 'plain';
  const end = token.type === 'block-scalar' ? blockEnd(token) : start + token.source.length;
  // A quote that only the text appended for unclosed ones closes.
  isUnclosed ||= token.type !== 'block-scalar' && end > reading.source.length;
  if (isUnclosed) return unclosedScalar(reading, token.source, style, start);
  return scalarOf(reading, { style, text: resolved?.value ?? '', start, end, tag });
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
  const header = token.props.reduce(
    (length, prop) => length + ('source' in prop ? prop.source.length : 0),
    0,
  );
  if (content !== '') return token.offset + header + content.length;
  const first = token.props[0];
  return token.offset + (first !== undefined && 'source' in first ? first.source.length : 1);
}

function contentLength(source: string): number {
  let length = source.length;
  while (length > 0 && ' \t\r\n'.includes(source.charAt(length - 1))) length--;
  return length;
}

function reportScalarProblem(reading: Reading, token: ScalarToken, offset: number, code: string): void {
  const { source: text } = reading;
  if (code === 'BAD_DQ_ESCAPE') {
    const sequence = text.slice(offset, offset + 2);
    reading.problems.syntax(
      offset,
      offset + 2,
      `invalid escape sequence "${sequence}" in a double-quoted string`,
    );
  } else if (code === 'BAD_SCALAR_START') {
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
