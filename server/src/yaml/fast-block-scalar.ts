/** Literal and folded text for the fast parser: without indentation numbers, `+`, or lines indented deeper when folded. */
import type { FastCursor } from './fast-cursor.ts';
import type { YamlScalar } from './node.ts';

/** The block scalar whose `|` or `>` is at the cursor; leaves the cursor on the line behind it. */
export function fastBlockScalar(cursor: FastCursor, parentIndent: number): YamlScalar | undefined {
  const { text, at: start } = cursor;
  const style = text[start] === '|' ? 'literal' : 'folded';
  const isStripped = text[start + 1] === '-';
  cursor.at = start + (isStripped ? 2 : 1);
  if (cursor.at < cursor.lineEnd && text[cursor.at] !== ' ') return cursor.giveUp();
  cursor.skipBlanks();
  if (!cursor.isAtLineEnd()) return cursor.giveUp();
  const lines: string[] = [];
  const body = readBody(cursor, parentIndent, lines);
  if (body === undefined) return undefined;
  const decoded = style === 'literal' ? lines.join('\n') : fold(lines);
  if (decoded === undefined) return cursor.giveUp();
  cursor.seekLine(body.next);
  if (cursor.indent > parentIndent) return cursor.giveUp();
  return cursor.reading.stringScalar(style, isStripped ? decoded : `${decoded}\n`, start, body.end);
}

interface Body {
  /** Behind the last character that is no blank. */
  readonly end: number;
  /** Start of the line behind the text. */
  readonly next: number;
}

/** Collects the lines without their indentation, blank lines at the end left out. */
function readBody(cursor: FastCursor, parentIndent: number, lines: string[]): Body | undefined {
  const { text } = cursor;
  let start = text.indexOf('\n', cursor.lineEnd) + 1;
  let indent = -1;
  let blanks = 0;
  let end = -1;
  while (start > 0 && start < text.length) {
    let at = start;
    while (text.charCodeAt(at) === 32) at++;
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline;
    const last = text.charCodeAt(next - 1) === 13 && next > at ? next - 1 : next;
    if (at >= last) {
      // Blanks beyond the indentation would be text.
      if (at - start > (indent < 0 ? parentIndent + 1 : indent)) return cursor.giveUp();
      blanks++;
    } else {
      if (indent < 0) indent = at - start;
      if (at - start < indent || indent <= parentIndent) break;
      for (; blanks > 0; blanks--) lines.push('');
      lines.push(text.slice(start + indent, last));
      end = last;
    }
    start = next + 1;
  }
  if (end < 0) return cursor.giveUp();
  while (text.charCodeAt(end - 1) === 32) end--;
  return { end, next: start <= 0 ? text.length : start };
}

/** Lines become one, empty lines become line breaks; undefined where indentation or emptiness needs more care. */
function fold(lines: readonly string[]): string | undefined {
  let folded = '';
  let isAfterText = false;
  for (const line of lines) {
    if (line.startsWith(' ')) return undefined;
    if (line === '') {
      if (folded === '') return undefined;
      folded += '\n';
      isAfterText = false;
    } else {
      folded += isAfterText ? ` ${line}` : line;
      isAfterText = true;
    }
  }
  return folded;
}
