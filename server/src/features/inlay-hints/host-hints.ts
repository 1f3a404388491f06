/** The full name behind a short host. */
import type { KindId } from '../../base/kind-id.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { isDecidedElsewhere } from './decided-elsewhere.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfScalar } from './written-end.ts';

/** Elsewhere hosts are names of Services, or must be complete. */
const KINDS: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
];

export function hostHints({ snapshot, reader, slot }: HintSource): readonly InlayHint[] {
  if (!KINDS.includes(slot.kindId) || isDecidedElsewhere(snapshot, slot)) return [];
  return sitesOf(slot.resource).origins.flatMap(({ kind, path, slice, isLoose, facts }) => {
    const { host, namespace } = facts;
    if (kind !== 'host' || slice !== undefined || isLoose === true) return [];
    const offset = endOfScalar(slot, { path });
    if (typeof host !== 'string' || typeof namespace !== 'string' || offset === undefined) return [];
    const full = qualifiedHost(reader, host, namespace);
    if (full === host || !full.startsWith(`${host}.`)) return [];
    const label = full.slice(host.length);
    const last = snapshot.file(slot.uri)?.text[offset - 1];
    const isQuoted = last === '"' || last === "'";
    const at = isQuoted ? offset - 1 : offset;
    return [
      {
        offset: at,
        label,
        tooltip: `Short names are completed with the namespace of the object: ${full}`,
        form: 'joined' as const,
        edit: { range: { start: at, end: at }, newText: label },
      },
    ];
  });
}
