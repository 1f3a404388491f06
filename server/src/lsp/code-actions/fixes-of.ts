/** The fixes of a finding that the client can apply; one that fails is logged and left out. */
import { type OfferedFix, offerFixes } from '../../rules/offer-fixes.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { describe } from '../guard.ts';
import type { Session } from '../session.ts';
import { isPossible } from './to-workspace-edit.ts';

export function fixesOf(
  session: Session,
  snapshot: Snapshot,
  finding: PublishedFinding,
): readonly OfferedFix[] {
  const offered = offerFixes(snapshot, finding, (error) =>
    session.log.error(`A fix of rule ${finding.rule} failed in ${finding.uri}\n${describe(error)}`),
  );
  return offered.filter(({ change }) => isPossible(session, change));
}
