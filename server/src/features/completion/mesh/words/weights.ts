/** The share that is left: what the weights beside do not take of 100. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { type MeshPlace, nodeAt, stringsOf } from '../mesh-place.ts';

const WHOLE = 100;

export function restOfWeights(place: MeshPlace): readonly Choice[] {
  const { steps } = place;
  const list = nodeAt(place, steps.slice(0, -2));
  const items = list?.kind === 'seq' ? list.items : [];
  const others = items.filter((_, index) => index !== steps.at(-2));
  const weights = others.map(({ value }) => Number(stringsOf(value)['weight'] ?? Number.NaN));
  const rest = WHOLE - weights.reduce((sum, weight) => sum + weight, 0);
  // Unknown where a weight is missing or filled in later.
  if (others.length === 0 || !Number.isInteger(rest) || rest <= 0) return [];
  return [{ ...word(String(rest), `the rest to ${WHOLE}`, RANK.first), habit: 'usual' }];
}
