/** A list in one scalar: what stands in front of the last comma stays. */
import type { Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

export function commaList({ word: typed }: MeshPlace, choices: readonly Choice[]): readonly Choice[] {
  const comma = typed.lastIndexOf(',');
  if (comma < 0) return choices;
  const kept = typed.slice(0, comma + 1);
  const written = new Set(kept.split(',').map((item) => item.trim()));
  return choices
    .filter(({ name }) => !written.has(name))
    .map((choice) => ({ ...choice, name: `${kept}${choice.name}` }));
}
