/** The share of a destination, where its weight does not already say it. */
import { type DestinationShare, percent, type SharedRoute, sharedRoutes } from '../weight-shares.ts';
import type { HintSource, InlayHint } from './hint.ts';
import { endOfKey, endOfScalar } from './written-end.ts';

export function weightHints({ slot }: HintSource): readonly InlayHint[] {
  return sharedRoutes(slot.resource)
    .filter((route) => !isPlain(route))
    .flatMap(({ destinations, total }) =>
      destinations.flatMap(({ path, weight, share }): readonly InlayHint[] => {
        const offset = weight === undefined ? endOfFirstKey(slot, path) : endOfScalar(slot, weight);
        if (offset === undefined || share === undefined) return [];
        return [
          {
            offset,
            label: percent(share),
            tooltip: tooltip(destinations, { weight, total }),
            form: 'apart',
          },
        ];
      }),
    );
}

/** Written weights are percentages, or there is but one destination and nobody wrote one. */
function isPlain({ destinations, total }: SharedRoute): boolean {
  const isAllWritten = destinations.every(({ weight }) => weight !== undefined);
  if (destinations.length === 1) return !isAllWritten || total === 100;
  return isAllWritten && total === 100;
}

function tooltip(
  destinations: readonly DestinationShare[],
  { weight, total }: { readonly weight: DestinationShare['weight']; readonly total: number },
): string {
  if (destinations.length === 1) return 'A single destination gets all traffic, whatever its weight';
  if (weight === undefined) return `No weight is written; all weights of the route add up to ${total}`;
  return `${weight.value} of ${total}, what all weights of the route add up to`;
}

/** A destination without a weight begins with one of these. */
function endOfFirstKey(slot: HintSource['slot'], path: string): number | undefined {
  const key = slot.resource.cursor.at(path).get('destination').exists ? 'destination' : 'name';
  return key === 'destination'
    ? endOfKey(slot, `${path}.destination`)
    : endOfScalar(slot, { path: `${path}.name` });
}
