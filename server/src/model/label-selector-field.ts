/** Kubernetes label selectors as fields hold them: `matchLabels` and `matchExpressions`. */
import type { LabelSelector } from '../primitives/label-selector.ts';
import type { Cursor } from './cursor.ts';

/** An absent field reads as the empty selector. */
export function readLabelSelector(place: Cursor): LabelSelector {
  return {
    matchLabels: place.get('matchLabels').stringMap(),
    matchExpressions: place
      .get('matchExpressions')
      .items()
      .map((item) => ({
        key: item.get('key').string() ?? '',
        operator: item.get('operator').string() ?? '',
        values: item
          .get('values')
          .strings()
          .map(({ value }) => value),
      })),
  };
}
