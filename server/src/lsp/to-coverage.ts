/** `meshwright/coverage`: what was not checked, why, and what would change it. */
import {
  type Coverage,
  coverageNow,
  type JudgedReference,
  type UnjudgedGroup,
} from '../features/coverage/coverage.ts';
import {
  checkedOf,
  coverageLine,
  groupText,
  type TrustedGroup,
  trustedGroups,
} from '../features/coverage/coverage-words.ts';
import { remedyFor } from '../features/coverage/remedy.ts';
import type { CheckedCount, CoverageGroup, CoverageResult } from './coverage-protocol.ts';
import type { Session } from './session.ts';

/** Call it when the session has settled. */
export function toCoverage(session: Session): CoverageResult {
  const coverage = coverageNow(session.snapshot);
  return {
    ...checkedCount(coverage),
    summary: coverageLine(coverage),
    groups: [
      ...coverage.unjudged.map((group) => groupFor(session, group)),
      ...trustedGroups(coverage).map((group) => trustedFor(session, group)),
    ],
  };
}

export function checkedCount(coverage: Coverage): CheckedCount {
  return { checked: checkedOf(coverage), total: coverage.total };
}

function groupFor(session: Session, group: UnjudgedGroup): CoverageGroup {
  const { text, declaration } = remedyFor(group);
  const places = placesOf(session, group.places);
  // Where the file with the configuration stands, or would stand.
  const [first] = places;
  const folder = first && session.folders.folderOf(first.uri)?.uri;
  return {
    text: groupText(group),
    remedy: text,
    places,
    ...(declaration !== undefined && folder !== undefined && { declaration: { ...declaration, folder } }),
  };
}

function trustedFor(session: Session, { text, reason, places }: TrustedGroup): CoverageGroup {
  return { text, remedy: reason, places: placesOf(session, places) };
}

function placesOf(session: Session, judged: readonly JudgedReference[]): CoverageGroup['places'] {
  return judged.map(({ resource, reference: { path, name } }) => {
    const { uri, range } = session.snapshot.rangeOf({ resource, path });
    return { uri: session.clientUri(uri), range: session.positions(uri).rangeAt(range), name };
  });
}
