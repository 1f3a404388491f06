/** Where a place of an answer stands, with a short name of it: `reviews.yaml:12`. */
import { LineIndex } from '../../base/line-index.ts';
import type { Place } from '../../workspace/finding.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Location } from '../navigation/location.ts';

export function locationOfPlace(
  snapshot: Snapshot,
  place: Place,
): { readonly name: string; readonly location: Location } {
  const { uri, range } = snapshot.rangeOf({ ...place, part: 'value' });
  const line = new LineIndex(snapshot.file(uri)?.text ?? '').positionAt(range.start).line + 1;
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  return { name: `${file}:${line}`, location: { uri, range } };
}
