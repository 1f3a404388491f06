/** A list in one scalar: what stands in front of the last comma stays. */
import type { Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

export function commaList({ word: typed }: MeshPlace, choices: readonly Choice[]): readonly Choice[] {
  const kept = /^.*,\s*/.exec(typed)?.[0];
  if (kept === undefined) return choices;
  const written = new Set(kept.split(',').map((item) => item.trim()));
  return choices
    .filter(({ name }) => !written.has(name))
    .map((choice) => ({ ...choice, name: `${kept}${choice.name}` }));
}
