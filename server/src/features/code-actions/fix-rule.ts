/** Fixes of one rule in many places as one change: what a person agrees to once. */
import type { OfferedFix } from '../../rules/offer-fixes.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { type FixedTogether, fixTogether, preferredFix } from './fix-all.ts';

/** The fixes of a finding that can be applied here. */
export type FixesOf = (finding: PublishedFinding) => readonly OfferedFix[];

/** The safe fix of each, else the likely one; as `meshwright fix --unsafe --rule`. */
export function fixRule(
  snapshot: Snapshot,
  uris: readonly string[],
  rule: string,
  fixesOf: FixesOf,
): FixedTogether {
  return fixTogether(findingsOf(snapshot, uris, rule), (finding) => preferredFix(fixesOf(finding)));
}

/** Whether some other finding of the rule can be mended so, too. */
export function hasMore(
  snapshot: Snapshot,
  { uris, finding }: { readonly uris: readonly string[]; readonly finding: PublishedFinding },
  fixesOf: FixesOf,
): boolean {
  let tries = 0;
  for (const other of findingsOf(snapshot, uris, finding.rule)) {
    if (other === finding) continue;
    if (preferredFix(fixesOf(other)) !== undefined) return true;
    if (++tries === MOST_TRIES) return false;
  }
  return false;
}

/** A light bulb must not take longer for that. */
const MOST_TRIES = 5;

function* findingsOf(snapshot: Snapshot, uris: readonly string[], rule: string): Iterable<PublishedFinding> {
  for (const uri of uris) {
    for (const finding of snapshot.findings(uri)) if (finding.rule === rule) yield finding;
  }
}
