/** Whether what a route names is proved to be nowhere, or only not in these files. */
import type { WorldReader } from '../workspace/check.ts';
import { absence } from '../workspace/resolve/certainty.ts';
import { clusterHost } from '../workspace/resolve/hosts.ts';
import { absenceVerdict } from './absence-verdict.ts';
import type { GraphNode } from './graph-builder.ts';
import type { Card } from './picture/picture.ts';

export function unknownState(reader: WorldReader, { asked }: GraphNode): Pick<Card, 'state' | 'why'> {
  if (asked === undefined) return { state: 'unjudged' };
  const { host, subset, from } = asked;
  if (subset !== '') {
    const isPartial = reader.config('completeness') === 'partial';
    const why = `No DestinationRule of these files defines subset ${subset} for this host`;
    return { state: isPartial ? 'unjudged' : 'missing', why };
  }
  const { namespace } = clusterHost(reader, host, from) ?? {};
  return absenceVerdict(absence(reader, { of: 'host', host, namespace }));
}
