/** From what a client sends back to the finding it came from, as it stands now. */
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/** What stays of a finding while text moves. */
export type FindingIdentity = Pick<PublishedFinding, 'rule' | 'messageKey' | 'path' | 'data'>;

/** `start`: where it stood (file offset); the nearest one counts when several say the same. */
export function findFinding(
  snapshot: Snapshot,
  uri: string,
  data: FindingIdentity,
  start: number,
): PublishedFinding | undefined {
  const wanted = JSON.stringify(data.data);
  const distance = (finding: PublishedFinding) => Math.abs(finding.range.start - start);
  return snapshot
    .findings(uri)
    .filter(
      (finding) =>
        finding.rule === data.rule &&
        finding.messageKey === data.messageKey &&
        finding.path === data.path &&
        JSON.stringify(finding.data) === wanted,
    )
    .sort((a, b) => distance(a) - distance(b))[0];
}
