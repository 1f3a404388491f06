import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { serviceAccount } from './service-account.ts';

it('a ServiceAccount brings Secrets along', () => {
  const facts = factsOf(
    serviceAccount,
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\nsecrets: [{ name: token }]\nimagePullSecrets: [{ name: pull }, {}]\n',
  );
  assert.deepEqual(facts.secrets, [{ value: 'token', path: 'secrets[0].name' }]);
  assert.deepEqual(facts.imagePullSecrets, [{ value: 'pull', path: 'imagePullSecrets[0].name' }]);
});
