import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { requestAuthentication } from './request-authentication.ts';

it('RequestAuthentication issuers, keys and copied claims', () => {
  const { jwtRules } = factsOf(
    requestAuthentication,
    'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nmetadata: { name: a }\nspec: { jwtRules: [{ issuer: a, audiences: [b], jwks_uri: "https://a/keys", outputClaimToHeaders: [{ header: x-group, claim: group }, {}] }, { issuer: c, jwks: "{}" }] }\n',
  );
  assert.equal(jwtRules[0]?.issuer?.value, 'a');
  assert.equal(jwtRules[0]?.jwksUri?.value, 'https://a/keys');
  assert.deepEqual(
    jwtRules[0]?.outputClaims.map(({ header, claim }) => [header.value, claim]),
    [['x-group', 'group']],
  );
  assert.equal(jwtRules[1]?.jwks?.value, '{}');
});
