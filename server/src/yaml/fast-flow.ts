/** Flow collections and JSON for the fast parser. Plain scalars and keys end on their line; comments are not read. */
import { COLON, type FastCursor, LF, SPACE } from './fast-cursor.ts';
import { LONGEST_KEY, MAX_DEPTH } from './limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';

const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

export function isFlowStart(unit: number): boolean {
  return unit === OPEN_LIST || unit === OPEN_MAP;
}

/** The collection at the cursor. Its further lines are indented deeper than `parentIndent`. */
export function fastFlow(cursor: FastCursor, parentIndent: number): YamlMap | YamlSeq | undefined {
  if (++cursor.depth > MAX_DEPTH) return cursor.giveUp();
  cursor.reading.size++;
  const isMap = cursor.text.charCodeAt(cursor.at) === OPEN_MAP;
  const node = isMap ? flowMap(cursor, parentIndent) : flowSeq(cursor, parentIndent);
  cursor.depth--;
  return node;
}

function flowMap(cursor: FastCursor, parentIndent: number): YamlMap | undefined {
  const start = cursor.at++;
  const entries: YamlEntry[] = [];
  const keys = new Set<string>();
  while (true) {
    if (!skipSpace(cursor, parentIndent)) return undefined;
    if (cursor.text.charCodeAt(cursor.at) === CLOSE_MAP) break;
    const key = cursor.isAtQuote() ? cursor.quotedScalar() : flowPlain(cursor);
    if (key === undefined || key.text === '<<' || key.value === null || keys.has(key.text))
      return cursor.giveUp();
    keys.add(key.text);
    cursor.skipBlanks();
    if (cursor.text.charCodeAt(cursor.at) !== COLON || cursor.at - key.start > LONGEST_KEY)
      return cursor.giveUp();
    cursor.at++;
    if (!skipSpace(cursor, parentIndent)) return undefined;
    const value = flowNode(cursor, parentIndent);
    if (value === undefined || !skipSpace(cursor, parentIndent)) return undefined;
    entries.push({ key, value });
    if (!atSeparator(cursor, CLOSE_MAP)) return undefined;
  }
  cursor.at++;
  return { kind: 'map', start, end: cursor.at, flow: true, entries: entries.slice() };
}

function flowSeq(cursor: FastCursor, parentIndent: number): YamlSeq | undefined {
  const start = cursor.at++;
  const items: YamlItem[] = [];
  while (true) {
    if (!skipSpace(cursor, parentIndent)) return undefined;
    if (cursor.text.charCodeAt(cursor.at) === CLOSE_LIST) break;
    const value = flowNode(cursor, parentIndent);
    if (value === undefined || !skipSpace(cursor, parentIndent)) return undefined;
    items.push({ value });
    if (!atSeparator(cursor, CLOSE_LIST)) return undefined;
  }
  cursor.at++;
  return { kind: 'seq', start, end: cursor.at, flow: true, items: items.slice() };
}

/** Takes the comma, or stays at the closing bracket. */
function atSeparator(cursor: FastCursor, close: number): boolean {
  const unit = cursor.text.charCodeAt(cursor.at);
  if (unit === COMMA) cursor.at++;
  else if (unit !== close) cursor.giveUp();
  return !cursor.hasGivenUp;
}

function flowNode(cursor: FastCursor, parentIndent: number): YamlNode | undefined {
  if (isFlowStart(cursor.text.charCodeAt(cursor.at))) return fastFlow(cursor, parentIndent);
  if (cursor.isAtQuote()) return cursor.quotedScalar();
  return flowPlain(cursor);
}

/** Plain text up to a flow indicator or the colon that makes it a key; never empty. */
function flowPlain(cursor: FastCursor): YamlScalar | undefined {
  const { text, at: start, lineEnd } = cursor;
  const second = text.charCodeAt(start + 1);
  const isWord = start + 1 < lineEnd && second !== SPACE && !isFlowIndicator(second);
  if (!cursor.canStartPlain() || (!isWord && /[-?:]/.test(text.charAt(start)))) return cursor.giveUp();
  let at = start;
  for (; at < lineEnd; at++) {
    const unit = text.charCodeAt(at);
    if (isFlowIndicator(unit)) break;
    if (unit === COLON) {
      const next = text.charCodeAt(at + 1);
      if (at + 1 >= lineEnd || next === SPACE || isFlowIndicator(next)) break;
    } else if (unit === 35 && text.charCodeAt(at - 1) === SPACE) return cursor.giveUp();
  }
  return at === start ? cursor.giveUp() : cursor.plainScalar(at);
}

function isFlowIndicator(unit: number): boolean {
  return (
    unit === COMMA || unit === OPEN_LIST || unit === CLOSE_LIST || unit === OPEN_MAP || unit === CLOSE_MAP
  );
}

/** Skips blanks and line breaks; false at the end of the text and at a line that is not indented enough. */
function skipSpace(cursor: FastCursor, parentIndent: number): boolean {
  cursor.skipBlanks();
  if (cursor.at < cursor.lineEnd) return !cursor.hasGivenUp;
  // A comment line inside a collection is not skipped by `seekLine` alone: it would hide from the checks here.
  const { text } = cursor;
  const newline = text.indexOf('\n', cursor.lineEnd);
  if (newline < 0 || text.charCodeAt(newline) !== LF) {
    cursor.giveUp();
    return false;
  }
  cursor.seekLine(newline + 1);
  if (cursor.indent <= parentIndent) cursor.giveUp();
  return !cursor.hasGivenUp;
}
