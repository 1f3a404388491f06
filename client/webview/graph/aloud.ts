/** What has changed without anybody looking: read aloud, at most once a second. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { findings } from '../shared/counts.ts';
import { t } from '../shared/l10n.ts';
import { shown } from '../shared/text.ts';

type Told = Pick<GraphShown, 'open' | 'namespaces' | 'otherFindings'>;

const REST_MS = 1000;

/** Empty: nothing worth a word. */
export function changesAloud(before: Told, now: Told): string {
  const opened = now.open.filter((name) => !before.open.includes(name));
  const closed = before.open.filter((name) => !now.open.includes(name));
  const count = findingsIn(now);
  return [
    ...(opened.length === 1 ? [t('namespace {0} opened', shown(opened.join()))] : []),
    ...(opened.length > 1 ? [t('{0} namespaces opened', opened.length)] : []),
    ...(closed.length === 1 ? [t('namespace {0} closed', shown(closed.join()))] : []),
    ...(closed.length > 1 ? [t('{0} namespaces closed', closed.length)] : []),
    ...(count === findingsIn(before) ? [] : [t('{0} now', findings(count))]),
  ].join(', ');
}

function findingsIn({ namespaces, otherFindings }: Told): number {
  return namespaces.reduce((sum, tile) => sum + (tile.findings?.count ?? 0), otherFindings);
}

export function useAloud(head: GraphShown): string {
  const told = useRef<Told>(head);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (changesAloud(told.current, head) === '') return undefined;
    const timer = setTimeout(() => {
      setWords(changesAloud(told.current, head));
      told.current = head;
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [head]);
  return words;
}
