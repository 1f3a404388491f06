/**
 * Tabs in indentation are refused by every YAML reader. One blank for each tab gives the structure that was most likely
 * meant, and keeps offsets.
 */
import type { OffsetRange } from '../base/offset-range.ts';
import { blockLines } from './block-lines.ts';

export interface UntabbedText {
  readonly text: string;
  /** Indentation with tabs, one range for each run of such lines: the first line's. */
  readonly runs: readonly OffsetRange[];
  /** Lines that were changed. */
  readonly lines: readonly OffsetRange[];
}

export function maskTabs(text: string): UntabbedText {
  const pieces: string[] = [];
  const runs: OffsetRange[] = [];
  const lines: OffsetRange[] = [];
  let at = 0;
  let isInRun = false;
  for (const line of blockLines(text, () => false)) {
    if (line.isScalarText) continue;
    let content = line.start + line.indent;
    while (text[content] === ' ' || text[content] === '\t') content++;
    if (content >= line.end) continue;
    const indentation = { start: line.start, end: content };
    const isTabbed = text.slice(line.start, content).includes('\t');
    if (isTabbed) {
      if (!isInRun) runs.push(indentation);
      lines.push({ start: line.start, end: line.end });
      pieces.push(text.slice(at, line.start), ' '.repeat(content - line.start));
      at = content;
    }
    isInRun = isTabbed;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), runs, lines };
}
