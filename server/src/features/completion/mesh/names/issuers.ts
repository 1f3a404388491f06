/** Issuers of tokens that RequestAuthentications trust, alone and in front of a subject. */
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice } from '../choice.ts';
import { beside, type MeshPlace, siblingItems } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';

const ISSUER_CLAIM = 'request.auth.claims[iss]';
const PRINCIPAL_KEY = 'request.auth.principal';

export function issuers(place: MeshPlace): readonly Choice[] {
  const isValue = /[vV]alues\[\]$/.test(place.pattern);
  const key = isValue ? beside(place, 'key', 2) : PRINCIPAL_KEY;
  if (key !== ISSUER_CLAIM && key !== PRINCIPAL_KEY) return [];
  const written = siblingItems(place);
  const names = new Set<string>();
  return targetsOfKind(place, 'issuer').flatMap(({ row, resource }): readonly Choice[] => {
    const name = key === ISSUER_CLAIM ? row.name : `${row.name}/*`;
    if (written.has(name) || names.has(name)) return [];
    names.add(name);
    const meaning = key === ISSUER_CLAIM ? [] : ['every subject of the issuer'];
    return [{ name, rank: RANK.first, about: () => aboutObject(place, resource, meaning) }];
  });
}
