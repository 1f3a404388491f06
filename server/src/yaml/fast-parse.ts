/**
 * Reads clean documents in one pass over their characters: block maps and lists, plain and quoted text, flow
 * collections, literal and folded text, comments, LF and CRLF. Invariant: it gives exactly the nodes of the tolerant parser, or gives
 * up; it never reports a syntax problem of its own.
 */
import { fastBlockScalar } from './fast-block-scalar.ts';
import { FastCursor } from './fast-cursor.ts';
import { fastFlow, isFlowStart } from './fast-flow.ts';
import { fastPlain } from './fast-plain.ts';
import { fastQuoted } from './fast-quoted.ts';
import { LONGEST_KEY, MAX_DEPTH } from './limits.ts';
import type { YamlEntry, YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';
import type { Reading } from './reading.ts';

/** Below this many keys comparing is faster than hashing. */
const SMALL = 8;

/** Tabs, line breaks other than LF and CRLF, and characters that no YAML text may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for exactly those
const NEEDS_CARE = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

/** The document's root, or undefined when the tolerant parser has to read it. */
export function fastParse(reading: Reading): YamlNode | undefined {
  const { text } = reading;
  if (NEEDS_CARE.test(text)) return undefined;
  const cursor = new FastCursor(reading);
  cursor.seekLine(0);
  if (cursor.indent < 0) return undefined;
  const root = isFlowStart(text.charCodeAt(cursor.at)) ? rootFlow(cursor) : blockNode(cursor);
  return cursor.hasGivenUp || cursor.indent >= 0 ? undefined : root;
}

function rootFlow(cursor: FastCursor): YamlNode | undefined {
  const node = fastFlow(cursor, -1);
  if (!cursor.hasGivenUp) endLine(cursor);
  return node;
}

/** The block collection that starts at the cursor, the first character of its line or behind a dash. */
function blockNode(cursor: FastCursor): YamlNode | undefined {
  if (++cursor.depth > MAX_DEPTH) return cursor.giveUp();
  cursor.reading.size++;
  const column = cursor.at - cursor.lineStart;
  const node = cursor.isDash() ? blockSeq(cursor, column) : blockMap(cursor, column);
  cursor.depth--;
  return node;
}

function blockMap(cursor: FastCursor, column: number): YamlMap | undefined {
  const start = cursor.at;
  const entries: YamlEntry[] = [];
  let keys: Set<string> | undefined;
  let end = start;
  while (true) {
    const key = blockKey(cursor);
    if (key === undefined) return undefined;
    if (entries.length === SMALL) keys = new Set(entries.map((entry) => entry.key.text));
    if (keys === undefined ? hasKey(entries, key.text) : keys.has(key.text)) return cursor.giveUp();
    keys?.add(key.text);
    const value = entryValue(cursor, column);
    if (value === undefined) return undefined;
    entries.push({ key, value });
    end = value.end;
    if (cursor.indent < column) break;
    if (cursor.indent > column) return cursor.giveUp();
  }
  return { kind: 'map', start, end, flow: false, entries: entries.slice() };
}

function hasKey(entries: readonly YamlEntry[], key: string): boolean {
  for (let at = 0; at < entries.length; at++) if (entries[at]?.key.text === key) return true;
  return false;
}

/** A key on one line, with the cursor behind its colon. */
function blockKey(cursor: FastCursor): YamlScalar | undefined {
  let key: YamlScalar | undefined;
  if (cursor.isAtQuote()) {
    key = cursor.quotedScalar();
    cursor.skipBlanks();
  } else {
    if (!cursor.canStartPlain()) return cursor.giveUp();
    key = cursor.plainScalar(cursor.plainEnd());
  }
  const { at, text, lineEnd } = cursor;
  const isColon = text.charCodeAt(at) === 58 && (at + 1 >= lineEnd || text.charCodeAt(at + 1) === 32);
  if (key === undefined || !isColon || at - key.start > LONGEST_KEY) return cursor.giveUp();
  if (key.text === '<<' || key.value === null) return cursor.giveUp();
  cursor.at++;
  return key;
}

/** What stands behind a colon: on its line, or below it. Leaves the cursor on the first line behind the value. */
function entryValue(cursor: FastCursor, column: number): YamlNode | undefined {
  const behindColon = cursor.at;
  cursor.skipBlanks();
  if (!cursor.isAtLineEnd()) return lineValue(cursor, column);
  cursor.nextLine();
  if (cursor.indent > column) return belowValue(cursor);
  // A list may stand in the column of its key.
  if (cursor.indent === column && cursor.isDash()) return blockNode(cursor);
  return cursor.reading.nullScalar(behindColon, behindColon);
}

/** A value that starts on a line of its own. */
function belowValue(cursor: FastCursor): YamlNode | undefined {
  return isFlowStart(cursor.text.charCodeAt(cursor.at)) ? cursor.giveUp() : blockNode(cursor);
}

/** A scalar or flow collection on the line of its key or dash, which stands in `column`. */
function lineValue(cursor: FastCursor, column: number): YamlNode | undefined {
  const unit = cursor.text.charCodeAt(cursor.at);
  let value: YamlNode | undefined;
  if (unit === 124 || unit === 62) return fastBlockScalar(cursor, column);
  if (cursor.canStartPlain()) return fastPlain(cursor, column);
  if (cursor.isAtQuote()) value = fastQuoted(cursor, column);
  else if (isFlowStart(unit)) value = fastFlow(cursor, column);
  else return cursor.giveUp();
  if (cursor.hasGivenUp) return undefined;
  endLine(cursor);
  // Nothing can be indented deeper behind a value that is complete.
  return cursor.indent > column ? cursor.giveUp() : value;
}

/** Leaves a line on which nothing but a comment is left. */
function endLine(cursor: FastCursor): void {
  const isSpaced = cursor.text.charCodeAt(cursor.at) === 32;
  cursor.skipBlanks();
  if (cursor.isAtLineEnd() && (isSpaced || cursor.at >= cursor.lineEnd)) cursor.nextLine();
  else cursor.giveUp();
}

function blockSeq(cursor: FastCursor, column: number): YamlSeq | undefined {
  const start = cursor.at;
  const items: YamlItem[] = [];
  let end = start;
  while (true) {
    const value = itemValue(cursor, column);
    if (value === undefined) return undefined;
    items.push({ value });
    end = value.end;
    if (cursor.indent < column) break;
    if (cursor.indent > column) return cursor.giveUp();
    if (!cursor.isDash()) break;
  }
  return { kind: 'seq', start, end, flow: false, items: items.slice() };
}

function itemValue(cursor: FastCursor, column: number): YamlNode | undefined {
  const behindDash = ++cursor.at;
  cursor.skipBlanks();
  if (cursor.isAtLineEnd()) {
    cursor.nextLine();
    if (cursor.indent > column) return belowValue(cursor);
    return cursor.reading.nullScalar(behindDash, behindDash);
  }
  return cursor.isDash() || isAtKey(cursor) ? blockNode(cursor) : lineValue(cursor, column);
}

/** True when the text at the cursor goes on to a colon, so that it starts a mapping. */
function isAtKey(cursor: FastCursor): boolean {
  const { at } = cursor;
  if (cursor.isAtQuote()) {
    cursor.quotedScalar();
    cursor.skipBlanks();
    const isKey = cursor.text.charCodeAt(cursor.at) === 58;
    cursor.at = at;
    return isKey;
  }
  return cursor.canStartPlain() && cursor.text.charCodeAt(cursor.plainEnd()) === 58;
}
