/**
 * Scalars decoded unit by unit, each with the place in the source it came from: how offsets inside a value (a word of a
 * quoted string, YAML in a block scalar) become offsets in the document.
 */
import { lookUp } from '../base/look-up.ts';
import type { YamlScalar } from './node.ts';

/** Decoded text; unit `i` came from `[starts[i], ends[i])` of the source. */
export interface DecodedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function decodeScalar(source: string, scalar: YamlScalar): DecodedText {
  const sink = new Sink(source);
  const { style, start, end } = scalar;
  if (style === 'plain') decodeFlow(sink, start, end, () => 0);
  else if (style === 'single') decodeFlow(sink, start + 1, end - 1, decodeQuotePair);
  else if (style === 'double') decodeFlow(sink, start + 1, end - 1, decodeEscape);
  else decodeBlock(sink, scalar);
  return sink;
}

class Sink implements DecodedText {
  readonly source: string;
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];

  constructor(source: string) {
    this.source = source;
  }

  /** Adds text that a stretch of the source stands for as a whole. */
  add(text: string, start: number, end: number): void {
    this.text += text;
    for (let at = 0; at < text.length; at++) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  /** Adds a stretch of the source as it is. */
  copy(start: number, end: number): void {
    this.text += this.source.slice(start, end);
    for (let at = start; at < end; at++) {
      this.starts.push(at);
      this.ends.push(at + 1);
    }
  }
}

/** Decodes what starts at `at` when it stands for something else; gives its length, or 0. */
type Decoder = (sink: Sink, at: number) => number;

function decodeFlow(sink: Sink, start: number, end: number, decode: Decoder): void {
  const { source } = sink;
  for (let at = start; at < end; ) {
    const blanks = blankRun(source, at, end);
    if (isBreak(source[at + blanks])) {
      at = fold(sink, at, end);
      continue;
    }
    if (blanks > 0) {
      sink.copy(at, at + blanks);
      at += blanks;
      continue;
    }
    const length = decode(sink, at);
    if (length === 0) sink.copy(at, at + 1);
    at += Math.max(1, length);
  }
}

/** One line break is a blank, each further one a line break; indentation goes. */
function fold(sink: Sink, start: number, end: number): number {
  const { source } = sink;
  let breaks = 0;
  let at = start;
  while (at < end) {
    const next = at + blankRun(source, at, end);
    if (next >= end || !isBreak(source[next])) {
      at = next;
      break;
    }
    breaks++;
    at = afterBreak(source, next);
  }
  sink.add(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), start, at);
  return at;
}

function decodeQuotePair(sink: Sink, at: number): number {
  if (!sink.source.startsWith("''", at)) return 0;
  sink.add("'", at, at + 2);
  return 2;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '\t': '\t',
};

const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeEscape(sink: Sink, at: number): number {
  const { source } = sink;
  if (source[at] !== '\\') return 0;
  const next = source[at + 1] ?? '';
  if (isBreak(next)) {
    const lineStart = afterBreak(source, at + 1);
    return lineStart - at + blankRun(source, lineStart, source.length);
  }
  const digits = lookUp(HEX_LENGTHS, next);
  const simple = lookUp(ESCAPES, next);
  if (simple !== undefined) sink.add(simple, at, at + 2);
  else if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    if (!(code <= 0x10ffff)) return 0;
    sink.add(String.fromCodePoint(code), at, at + 2 + digits);
    return 2 + digits;
  } else return 0;
  return 2;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Offset of the next line. */
  readonly next: number;
}

function decodeBlock(sink: Sink, scalar: YamlScalar): void {
  const { source } = sink;
  const header = lineAt(source, scalar.start);
  const lines: Line[] = [];
  for (let at = header.next; at < source.length && at < scalar.end; ) {
    const line = lineAt(source, at);
    lines.push(line);
    at = line.next;
  }
  const first = lines.find((line) => contentOf(source, line) < line.end);
  if (first === undefined) return;
  const digit = /^[|>][-+]?([1-9])/.exec(source.slice(scalar.start, scalar.start + 3))?.[1];
  const ownIndent = contentOf(source, first) - first.start;
  const indent = digit === undefined ? ownIndent : declaredIndent(scalar, Number(digit), ownIndent);
  const content = lines.map((line) => ({ ...line, from: Math.min(line.start + indent, line.end) }));
  if (scalar.style === 'literal') decodeLiteral(sink, content);
  else decodeFolded(sink, content);
  addChomped(sink, scalar, content.at(-1));
}

type ContentLine = Line & { readonly from: number };

function decodeLiteral(sink: Sink, lines: readonly ContentLine[]): void {
  for (const [index, line] of lines.entries()) {
    sink.copy(line.from, line.end);
    if (index < lines.length - 1) sink.add('\n', line.end, line.next);
  }
}

/** Lines that start with a blank keep their breaks; between others one break is a blank, further ones breaks. */
function decodeFolded(sink: Sink, lines: readonly ContentLine[]): void {
  let pending: ContentLine[] = [];
  let previous: ContentLine | undefined;
  for (const line of lines) {
    if (line.from >= line.end) {
      pending.push(line);
      continue;
    }
    const isKept = previous === undefined || isIndented(sink, previous) || isIndented(sink, line);
    if (previous !== undefined) {
      if (isKept) sink.add('\n', previous.end, previous.next);
      else if (pending.length === 0) sink.add(' ', previous.end, line.from);
    }
    for (const empty of pending) sink.add('\n', empty.end, empty.next);
    sink.copy(line.from, line.end);
    pending = [];
    previous = line;
  }
}

function isIndented(sink: Sink, line: ContentLine): boolean {
  return /[ \t]/.test(sink.source.charAt(line.from));
}

/** What the header's `-` or `+` leaves at the end stands for nothing that one could point at. */
function addChomped(sink: Sink, scalar: YamlScalar, last: ContentLine | undefined): void {
  const rest = scalar.text.slice(sink.text.length);
  if (last !== undefined && rest !== '') sink.add(rest, last.end, last.next);
}

/** A header's number counts from the node that holds the scalar; leading blanks of the text tell where that is. */
function declaredIndent(scalar: YamlScalar, digit: number, ownIndent: number): number {
  const leading = scalar.text.replace(/^\n+/, '').search(/[^ ]/);
  return leading < 0 ? digit : Math.max(0, ownIndent - leading);
}

function lineAt(source: string, start: number): Line {
  let end = start;
  while (end < source.length && !isBreak(source[end])) end++;
  return { start, end, next: end < source.length ? afterBreak(source, end) : end };
}

function contentOf(source: string, line: Line): number {
  let at = line.start;
  while (at < line.end && source[at] === ' ') at++;
  return at;
}

function isBreak(unit: string | undefined): boolean {
  return unit === '\n' || unit === '\r';
}

function afterBreak(source: string, at: number): number {
  return source[at] === '\r' && source[at + 1] === '\n' ? at + 2 : at + 1;
}

function blankRun(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && (source[at] === ' ' || source[at] === '\t')) at++;
  return at - start;
}
