/** The safe fixes of a whole file as one change. */
import type { TextEdit } from '../../base/text-edit.ts';
import type { OfferedFix } from '../../rules/offer-fixes.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/** Only fixes that stay in the file; one that overlaps an earlier one waits for the next time. File offsets. */
export function fixAllEdits(
  snapshot: Snapshot,
  uri: string,
  fixesOf: (finding: PublishedFinding) => readonly OfferedFix[],
): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of snapshot.findings(uri)) {
    const fix = fixesOf(finding).find(({ isSafe }) => isSafe);
    if (fix === undefined) continue;
    const { edits: byUri, created } = fix.change;
    const edits = byUri.get(uri);
    if (edits === undefined || byUri.size + created.size > 1) continue;
    if (!edits.some((edit) => taken.some((other) => overlaps(edit, other)))) taken.push(...edits);
  }
  return taken;
}

/** Touching counts: two insertions at one place have no order. */
function overlaps({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
