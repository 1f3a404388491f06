/** Fixes of many findings as one change. */
import type { TextEdit } from '../../base/text-edit.ts';
import type { OfferedFix } from '../../rules/offer-fixes.ts';
import type { PlannedChange } from '../../workspace/edits/plan-change.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { FileEdits } from '../../workspace/origin.ts';

export interface FixedTogether {
  readonly edits: FileEdits;
  readonly created: PlannedChange['created'];
  readonly made: readonly { readonly finding: PublishedFinding; readonly fix: OfferedFix }[];
}

/** One that touches an earlier one, lies at the other end of a mended conflict, or makes a file that an earlier one makes, waits for the next time. */
export function fixTogether(
  findings: Iterable<PublishedFinding>,
  choose: (finding: PublishedFinding) => OfferedFix | undefined,
): FixedTogether {
  const files = new Map<string, ApartEdits>();
  const created = new Map<string, string>();
  const made: { finding: PublishedFinding; fix: OfferedFix }[] = [];
  const ends = new MendedEnds();
  for (const finding of findings) {
    const fix = choose(finding);
    if (fix === undefined || ends.has(finding) || !isApart(fix.change, files, created)) continue;
    ends.add(finding);
    for (const [uri, edits] of fix.change.edits) {
      const file = files.get(uri) ?? new ApartEdits();
      files.set(uri, file);
      for (const edit of edits) file.add(edit);
    }
    for (const [uri, text] of fix.change.created) created.set(uri, text);
    made.push({ finding, fix });
  }
  return { edits: new Map([...files].map(([uri, file]) => [uri, file.edits])), created, made };
}

/** A conflict is told at each of its ends and mended at one: mended at both, it would only change sides. */
class MendedEnds {
  readonly #places = new Set<string>();

  has({ rule, related }: PublishedFinding): boolean {
    return related.some(({ uri, range }) => this.#places.has(`${rule} ${uri} ${range.start}`));
  }

  add({ rule, uri, range }: PublishedFinding): void {
    this.#places.add(`${rule} ${uri} ${range.start}`);
  }
}

function isApart(
  change: PlannedChange,
  files: ReadonlyMap<string, ApartEdits>,
  created: ReadonlyMap<string, string>,
): boolean {
  const isFresh = [...change.created.keys()].every((uri) => !created.has(uri));
  return (
    isFresh &&
    [...change.edits].every(([uri, edits]) => edits.every((edit) => files.get(uri)?.has(edit) !== false))
  );
}

/**
 * The safe fix, else the first when it is the only one of its key (several names or values are a guess), deletes nothing
 * and makes nothing that is only asked about.
 */
export function preferredFix(fixes: readonly OfferedFix[]): OfferedFix | undefined {
  const safe = fixes.find(({ isSafe }) => isSafe);
  const [first, second] = fixes.filter(({ isForOne }) => !isForOne);
  if (safe !== undefined || first === undefined) return safe;
  return first.key === second?.key || first.isDeletion || first.isGuess ? undefined : first;
}

/** Edits of one file in order. Touching counts as meeting: two insertions at one place have no order. */
class ApartEdits {
  readonly edits: TextEdit[] = [];

  /** Whether there is room for the edit. */
  has({ range }: TextEdit): boolean {
    const at = this.#placeOf(range.start);
    const before = this.edits[at - 1]?.range.end ?? -1;
    const after = this.edits[at]?.range.start ?? Number.POSITIVE_INFINITY;
    return before < range.start && range.end < after;
  }

  add(edit: TextEdit): void {
    this.edits.splice(this.#placeOf(edit.range.start), 0, edit);
  }

  #placeOf(start: number): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edits[middle] as TextEdit).range.start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
