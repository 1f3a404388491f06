/** Blocks by indentation alone: for documents that are not parsed, or whose text is broken. */
import type { OffsetRange } from '../../base/offset-range.ts';

interface Open {
  /** Twice the indentation; one more for items, which belong to the key above them in the same column. */
  readonly level: number;
  readonly start: number;
}

const LINE = /^([ \t]*)([^\s#].*)$/gm;

/** Of the lines that have deeper ones below them, outer blocks first; offsets count from the start of the text. */
export function indentedBlocks(text: string): readonly OffsetRange[] {
  const found: OffsetRange[] = [];
  const open: Open[] = [];
  let end = 0;
  const close = (level: number) => {
    for (let top = open.at(-1); top !== undefined && top.level >= level; top = open.at(-1)) {
      open.pop();
      if (text.slice(top.start, end).includes('\n')) found.push({ start: top.start, end });
    }
  };
  for (const { index, 1: indent = '', 2: content = '' } of text.matchAll(LINE)) {
    const level = indent.length * 2 + (/^-(?:\s|$)/.test(content) ? 1 : 0);
    close(level);
    const start = index + indent.length;
    open.push({ level, start });
    end = start + content.trimEnd().length;
  }
  close(0);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
