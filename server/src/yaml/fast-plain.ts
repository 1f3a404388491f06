/** Plain text of block style for the fast parser, on one line or on several. */
import { COLON, type FastCursor, LF } from './fast-cursor.ts';
import type { YamlScalar } from './node.ts';
import { sharedText } from './shared-text.ts';

/**
 * The plain scalar at the cursor, whose key or dash stands in `column`; leaves the cursor on the line behind it. A
 * colon that makes it a key, and a comment between its lines, are for the tolerant parser.
 */
export function fastPlain(cursor: FastCursor, column: number): YamlScalar | undefined {
  const { text, at: start } = cursor;
  let end = cursor.plainEnd();
  const isWhole = isRestBlank(cursor, end);
  let lineEnd = cursor.lineEnd;
  if (text.charCodeAt(end) === COLON && end < lineEnd) return cursor.giveUp();
  cursor.nextLine();
  if (cursor.indent <= column) return oneLine(cursor, start, end);
  let folded = text.slice(start, end);
  if (!isWhole) return cursor.giveUp();
  while (cursor.indent > column) {
    const breaks = lineBreaks(text, lineEnd, cursor.lineStart);
    end = cursor.plainEnd();
    if (breaks < 0 || !isRestBlank(cursor, end)) return cursor.giveUp();
    folded += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    folded += text.slice(cursor.at, end);
    lineEnd = cursor.lineEnd;
    cursor.nextLine();
  }
  return cursor.reading.stringScalar('plain', folded, start, end);
}

function oneLine(cursor: FastCursor, start: number, end: number): YamlScalar | undefined {
  const scalar = cursor.reading.plainScalar(sharedText(cursor.text, start, end), start, end);
  const isJson = typeof scalar.value !== 'number' || Number.isFinite(scalar.value);
  return isJson ? scalar : cursor.giveUp();
}

function isRestBlank(cursor: FastCursor, from: number): boolean {
  let at = from;
  while (at < cursor.lineEnd && cursor.text.charCodeAt(at) === 32) at++;
  return at >= cursor.lineEnd;
}

/** Line breaks in blank text; -1 when there is a comment among them. */
function lineBreaks(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF) count++;
    else if (unit === 35) return -1;
  }
  return count;
}
