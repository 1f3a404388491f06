import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseJwtClaimKey } from './jwt-claim-key.ts';

describe('JWT claims as header names', () => {
  for (const [text, claims] of [
    ['@request.auth.claims.group', ['group']],
    ['@Request.Auth.Claims.a.b', ['a', 'b']],
    ['@request.auth.claims[group]', ['group']],
    ['@request.auth.claims[a][b]', ['a', 'b']],
    ['@request.auth.claims[a.b]', ['a.b']],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseJwtClaimKey(text), claims));
  }
  for (const text of [
    '@request.auth.claims',
    '@request.auth.claims.',
    '@request.auth.claims[]',
    '@request.auth.claims[a',
    '@request.auth.claimsgroup',
    '@request.auth.audiences',
    'x-user',
    '',
  ]) {
    it(`does not take "${text}" for a claim`, () => assert.equal(parseJwtClaimKey(text), undefined));
  }
});
