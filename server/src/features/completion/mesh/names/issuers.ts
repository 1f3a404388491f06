/** Issuers of tokens that RequestAuthentications trust, alone and in front of a subject. */
import type { PlacedSite } from '../../../../workspace/references/site.ts';
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
  return targetsOfKind(place, 'issuer')
    .map((issuer) =>
      key === ISSUER_CLAIM
        ? choice(place, issuer)
        : choice(place, issuer, { suffix: '/*', meaning: ['every subject of the issuer'] }),
    )
    .filter(({ name }) => !written.has(name));
}

/** Those that other RequestAuthentications trust. */
export function otherIssuers(place: MeshPlace): readonly Choice[] {
  return targetsOfKind(place, 'issuer')
    .filter(({ resource }) => resource.name !== place.name || resource.namespace !== place.namespace)
    .map((issuer) => choice(place, issuer));
}

function choice(
  place: MeshPlace,
  { row, resource }: PlacedSite,
  { suffix, meaning }: { readonly suffix: string; readonly meaning: readonly string[] } = {
    suffix: '',
    meaning: [],
  },
): Choice {
  return {
    name: `${row.name}${suffix}`,
    rank: RANK.first,
    about: () => aboutObject(place, resource, meaning),
  };
}
