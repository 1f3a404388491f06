/** The line of a finding with its text underlined, and the line before it for orientation. */
import type { LineRange } from '../line-range.ts';
import { displayText, displayWidth } from './display-text.ts';

export interface Excerpt {
  /** Line number or blanks, then the text; all of the same gutter width. */
  readonly gutter: string;
  readonly text: string;
  readonly kind: 'source' | 'marks';
}

/** What is cut off at the side of a long line. */
const CUT = '…';

/** `lines` of the file, without their breaks. Empty for a file without text. */
export function sourceExcerpt(
  lines: readonly string[],
  range: LineRange,
  columns: number,
): readonly Excerpt[] {
  const { line } = range.start;
  const current = lines[line] ?? '';
  const previous = lines[line - 1] ?? '';
  if (lines.length <= 1 && current === '') return [];
  const gutterWidth = Math.max(4, String(line + 1).length + 1);
  const gutter = (label: string) => label.padStart(gutterWidth);
  const start = range.start.character;
  const end = range.end.line === line ? range.end.character : current.length;
  const width = Math.max(40, columns - gutterWidth - 3);
  const window = windowOf(current, start, end, width);
  const marks =
    ' '.repeat(displayWidth(window.before)) + '^'.repeat(Math.max(1, displayWidth(window.marked)));
  const context: Excerpt[] =
    previous.trim() === ''
      ? []
      : [{ gutter: gutter(String(line)), text: cropEnd(shown(previous), width), kind: 'source' }];
  return [
    ...context,
    {
      gutter: gutter(String(line + 1)),
      text: window.before + window.marked + window.after,
      kind: 'source',
    },
    { gutter: gutter(''), text: marks, kind: 'marks' },
  ];
}

/** The marked text with as much on both sides as fits. */
function windowOf(
  line: string,
  start: number,
  end: number,
  width: number,
): { readonly before: string; readonly marked: string; readonly after: string } {
  const before = shown(line.slice(0, start));
  const marked = shown(line.slice(start, Math.max(start, end)));
  const after = shown(line.slice(Math.max(start, end)));
  if (before.length + marked.length + after.length <= width) return { before, marked, after };
  const kept = cropEnd(marked, Math.floor(width * 0.7));
  const left = Math.floor((width - kept.length) / 2);
  const cutBefore = before.length <= left ? before : CUT + before.slice(before.length - left + 1);
  const room = Math.max(0, width - kept.length - cutBefore.length);
  return { before: cutBefore, marked: kept, after: cropEnd(after, room) };
}

function cropEnd(text: string, width: number): string {
  return text.length <= width ? text : text.slice(0, Math.max(0, width - 1)) + CUT;
}

/** A tab takes two columns, so that marks stand under what they mean. */
function shown(text: string): string {
  return displayText(text.replaceAll('\t', '  '));
}
