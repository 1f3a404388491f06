/** Runs of comment lines, and what stands between `#region` and `#endregion`. */
import type { OffsetRange } from '../../base/offset-range.ts';

export interface CommentFold {
  readonly range: OffsetRange;
  readonly kind: 'comment' | 'region';
}

const COMMENT_LINE = /^[ \t]*#.*$/gm;

/** `texts`: scalars in which `#` is no comment, in order; everything in file offsets. */
export function commentRuns(text: string, texts: readonly OffsetRange[]): readonly CommentFold[] {
  const found: CommentFold[] = [];
  const regions: number[] = [];
  let next = 0;
  let run: OffsetRange | undefined;
  for (const { 0: line, index } of text.matchAll(COMMENT_LINE)) {
    while ((texts[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
    if ((texts[next]?.start ?? Number.POSITIVE_INFINITY) <= index) continue;
    const end = index + line.trimEnd().length;
    const word = /^\s*#\s*(?:(region)|(endregion))\b/.exec(line);
    if (word?.[1] !== undefined) regions.push(index);
    const opened = word?.[2] === undefined ? undefined : regions.pop();
    if (opened !== undefined) found.push({ range: { start: opened, end }, kind: 'region' });
    const follows = run !== undefined && /^\r?\n$/.test(text.slice(run.end, index));
    if (run !== undefined && !follows) pushRun(found, text, run);
    run = word !== null ? undefined : { start: follows && run !== undefined ? run.start : index, end };
  }
  if (run !== undefined) pushRun(found, text, run);
  return found;
}

function pushRun(found: CommentFold[], text: string, range: OffsetRange): void {
  if (text.slice(range.start, range.end).includes('\n')) found.push({ range, kind: 'comment' });
}
