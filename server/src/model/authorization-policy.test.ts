import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { allSources, authorizationPolicy } from './authorization-policy.ts';

const facts = (spec: string) =>
  factsOf(
    authorizationPolicy,
    `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: a }\nspec: ${spec}\n`,
  );

describe('AuthorizationPolicy', () => {
  it('keeps every name of a source with its place', () => {
    const [source] = allSources(
      facts(
        '{ rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/cart], notNamespaces: [web], serviceAccounts: [shop/cart] } }] }] }',
      ),
    );
    assert.deepEqual(source?.principals, [
      { value: 'cluster.local/ns/shop/sa/cart', path: 'spec.rules[0].from[0].source.principals[0]' },
    ]);
    assert.equal(source?.notNamespaces[0]?.value, 'web');
    assert.equal(source?.serviceAccounts[0]?.value, 'shop/cart');
    assert.deepEqual(source?.ipBlocks, []);
  });

  it('keeps operations, conditions and the provider', () => {
    const policy = facts(
      '{ action: CUSTOM, provider: { name: authz }, rules: [{ to: [{ operation: { ports: ["80"] } }], when: [{ key: "request.headers[x]", notValues: [a] }] }] }',
    );
    assert.equal(policy.provider?.value, 'authz');
    assert.equal(policy.rules[0]?.operations[0]?.ports[0]?.value, '80');
    assert.equal(policy.rules[0]?.conditions[0]?.key?.value, 'request.headers[x]');
    assert.equal(policy.rules[0]?.conditions[0]?.notValues[0]?.value, 'a');
  });

  it('allows by default, with no rules', () => {
    assert.deepEqual(facts('{}'), { action: 'ALLOW', provider: undefined, rules: [] });
    assert.deepEqual(allSources(facts('{ rules: [{ from: [null, {}] }] }')), []);
  });
});
