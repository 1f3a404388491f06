/** One line of a document: where it stands and how far it is indented. */
export interface TextLine {
  readonly start: number;
  /** Offset of the line break, or of the end of the text. */
  readonly end: number;
  /** Offset behind the line break. */
  readonly next: number;
  /** Spaces at the start. */
  readonly indent: number;
  readonly content: string;
}

export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const breakAt = newline < 0 ? text.length : newline;
    const end = breakAt > start && text[breakAt - 1] === '\r' ? breakAt - 1 : breakAt;
    const written = text.slice(start, end);
    lines.push({
      start,
      end,
      next,
      indent: written.length - written.replace(/^ +/, '').length,
      content: written.trim(),
    });
    start = next;
  }
  return lines;
}

/** Number of the line that holds the offset. */
export function lineAt(lines: readonly TextLine[], offset: number): number {
  let low = 0;
  let high = Math.max(0, lines.length - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
