/** Issuers that other RequestAuthentications trust. */
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';

export function knownIssuers(place: MeshPlace): readonly Choice[] {
  const names = new Set<string>();
  return targetsOfKind(place, 'issuer').flatMap(({ row, resource }): readonly Choice[] => {
    const isOwn = resource.name === place.name && resource.namespace === place.namespace;
    if (isOwn || names.has(row.name)) return [];
    names.add(row.name);
    return [{ name: row.name, rank: RANK.first, about: () => aboutObject(place, resource) }];
  });
}
