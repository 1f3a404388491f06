/** Names of headers as keys: of matches, and of what routes add. */
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { isKind, type MeshPlace } from '../mesh-place.ts';
import { claims } from '../words/conditions.ts';
import { headerNames } from '../words/http.ts';

const HEADER_MAPS = /(?:match\[\]\.(?:headers|withoutHeaders)|headers\.(?:request|response)\.(?:set|add))$/;

/** A match may also ask for a claim of the token. */
export function headerKeys(place: MeshPlace): readonly Choice[] {
  if (!isKind(place, 'VirtualService') || !HEADER_MAPS.test(place.pattern)) return [];
  const isMatch = place.pattern.includes('match[]');
  const ofTokens = isMatch
    ? claims(place).map(({ name }) => word(`@request.auth.claims.${name}`, 'claim of the token', RANK.rare))
    : [];
  return [...headerNames(place), ...ofTokens];
}
