/** The status line: how large the mesh is, and how much of it the picture tells. */
import type { JSX } from 'preact';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import * as numbers from '../shared/counts.ts';
import { Checked } from '../shared/frame.tsx';
import { t } from '../shared/l10n.ts';
import { useAloud } from './aloud.ts';
import { partOf } from './toolbar.tsx';

export interface FootProps {
  readonly head: GraphShown;
  readonly aloud: string | undefined;
}

export function Foot({ head, aloud }: FootProps): JSX.Element {
  const { counts, references, open, namespaces, otherFindings, closed } = head;
  const size = [
    numbers.gateways(counts.gateways),
    numbers.hosts(counts.hosts),
    numbers.services(counts.services),
    numbers.namespaces(counts.namespaces),
  ].join(' · ');
  const isPart = open.length > 0 && open.length < namespaces.length;
  return (
    <>
      <span>{size}</span>
      {isPart && <span>{t('{0} shown', partOf(head))}</span>}
      {closed.length > 0 && (
        <span>{t('closed, since more than 600 cards cannot be read: {0}', closed.join(', '))}</span>
      )}
      {references.all > 0 && (
        <Checked text={t('{0} of {1} references checked', references.judged, references.all)} />
      )}
      {otherFindings > 0 && (
        <span>{t('{0} of what is not drawn: see Problems', numbers.findings(otherFindings))}</span>
      )}
      <span class="aloud" aria-live="polite">
        {aloud}
      </span>
      <span class="aloud" aria-live="polite">
        {useAloud(head)}
      </span>
    </>
  );
}

/** Over a picture of which little is proved. */
export function Unproved({ references }: Pick<GraphShown, 'references'>): JSX.Element | null {
  const { judged, all } = references;
  if (judged * 2 >= all) return null;
  return (
    <p class="notice" role="status">
      {t(
        'Only {0} of {1} references could be checked: what the others name is written elsewhere, or made by tools.',
        judged,
        all,
      )}
    </p>
  );
}
