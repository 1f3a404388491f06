/** Quoted text over several lines for the fast parser; escapes in it are for the tolerant one. */
import type { FastCursor } from './fast-cursor.ts';
import type { YamlScalar } from './node.ts';

/** The scalar whose quote is at the cursor and whose further lines are indented deeper than `column`. */
export function fastQuoted(cursor: FastCursor, column: number): YamlScalar | undefined {
  const { text, at: start } = cursor;
  const quote = text.charAt(start);
  const isSingle = quote === "'";
  let close = text.indexOf(quote, start + 1);
  if (close >= 0 && close < cursor.lineEnd) return cursor.quotedScalar();
  while (isSingle && close >= 0 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  if (close < 0) return cursor.giveUp();
  // A pair of quotes or an escaped one may have hidden the end on this very line.
  if (close < cursor.lineEnd) return cursor.quotedScalar();
  const content = text.slice(start + 1, close);
  if (!isSingle && content.includes('\\')) return cursor.giveUp();
  const lines = content.split('\n');
  if (!lines.slice(1, -1).every((line) => isDeeper(line, column, true))) return cursor.giveUp();
  if (!isDeeper(`${lines.at(-1) ?? ''}'`, column, false)) return cursor.giveUp();
  cursor.moveTo(close + 1);
  const folded = foldLines(lines);
  const decoded = isSingle ? folded.replaceAll("''", "'") : folded;
  return cursor.reading.stringScalar(isSingle ? 'single' : 'double', decoded, start, close + 1);
}

function isDeeper(line: string, column: number, canBeBlank: boolean): boolean {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent > column || (canBeBlank && (indent === line.length || line[indent] === '\r'));
}

/** One line break is a blank, each further one a line break; blanks around them go. */
function foldLines(lines: readonly string[]): string {
  let folded = '';
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const body = trimBlanks(line, index > 0, !isLast);
    if (index > 0) breaks++;
    if (body === '' && index > 0 && !isLast) continue;
    if (breaks > 0) folded += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    breaks = 0;
    folded += body;
  }
  return folded;
}

function trimBlanks(line: string, atStart: boolean, atEnd: boolean): string {
  let start = 0;
  let end = line.length;
  if (atEnd && line[end - 1] === '\r') end--;
  while (atStart && start < end && line.charCodeAt(start) === 32) start++;
  while (atEnd && end > start && line.charCodeAt(end - 1) === 32) end--;
  return line.slice(start, end);
}
