/** What a port of a Service speaks by its name. */
import { service } from '../../model/service.ts';
import { protocolOfServicePort } from '../../primitives/port.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfScalar } from './written-end.ts';

export function protocolHints({ slot }: HintSource): readonly InlayHint[] {
  if (slot.kindId !== 'core/Service') return [];
  const { ports, externalName } = slot.resource.facts(service);
  if (externalName !== undefined) return [];
  return ports.flatMap(({ name, number, protocol, appProtocol }) => {
    const place = name ?? number;
    const offset = place && endOfScalar(slot, place);
    // A declared protocol speaks for itself, and only TCP is told apart further.
    if (offset === undefined || appProtocol !== undefined || protocol !== 'TCP') return [];
    const spoken = protocolOfServicePort({ name: name?.value, number: number?.value, protocol });
    if (spoken !== undefined && spoken === name?.value.toLowerCase()) return [];
    return [
      {
        offset,
        label: spoken ?? 'HTTP or TCP',
        tooltip:
          spoken === undefined
            ? 'The name begins with no protocol: the proxy finds out from the first bytes of each connection'
            : protocolReason(name?.value, number?.value),
        form: 'apart' as const,
      },
    ];
  });
}

function protocolReason(name: string | undefined, number: number | undefined): string {
  const prefix = name?.split('-')[0] ?? '';
  return prefix !== '' && protocolOfServicePort({ name }) !== undefined
    ? `Istio takes the protocol from the name, up to its first dash: "${prefix}"`
    : `The server speaks first on port ${number ?? ''}, so nothing is sniffed there`;
}
