import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { peerAuthentication } from './peer-authentication.ts';

it('PeerAuthentication modes, for all ports and for single ones', () => {
  const facts = factsOf(
    peerAuthentication,
    'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: a }\nspec: { mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE }, "9090": {}, x: {} } }\n',
  );
  assert.equal(facts.mode?.value, 'STRICT');
  assert.deepEqual(
    facts.ports.map(({ port, mode }) => [port, mode?.value]),
    [
      [8080, 'DISABLE'],
      [9090, undefined],
    ],
  );
});
