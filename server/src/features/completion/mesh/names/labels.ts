/** Values of labels that a selector may ask for: each still selects something, with all that is written beside it. */
import { lookUp } from '../../../../base/look-up.ts';
import { RANK } from '../../suggestion.ts';
import type { Choice } from '../choice.ts';
import { type Labelled, labelledBy } from '../label-scope.ts';
import type { MeshPlace } from '../mesh-place.ts';

export function labels(place: MeshPlace): readonly Choice[] {
  const key = String(place.steps.at(-1));
  const byValue = new Map<string, Labelled[]>();
  for (const carrier of labelledBy(place, place.steps.slice(0, -1), key) ?? []) {
    const value = lookUp(carrier.labels, key) ?? '';
    if (value === '') continue;
    const found = byValue.get(value);
    if (found === undefined) byValue.set(value, [carrier]);
    else found.push(carrier);
  }
  return [...byValue.keys()].sort().map((value) => ({
    name: value,
    rank: RANK.first,
    about: () => ({ detail: carriedBy(byValue.get(value) ?? []) }),
  }));
}

const SHOWN = 3;

/** `2 workloads: cart-v1, cart-v2`. */
export function carriedBy(found: readonly Labelled[]): string {
  const names = [...new Set(found.map(({ name }) => name))];
  const more = names.length > SHOWN ? ', …' : '';
  const count = found.length === 1 ? '1 workload' : `${found.length} workloads`;
  return `${count}: ${names.slice(0, SHOWN).join(', ')}${more}`;
}
