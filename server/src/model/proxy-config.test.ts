import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { proxyConfig } from './proxy-config.ts';

it('ProxyConfig: what it changes', () => {
  const facts = (spec: string) =>
    factsOf(
      proxyConfig,
      `apiVersion: networking.istio.io/v1beta1\nkind: ProxyConfig\nmetadata: { name: a }\nspec: ${spec}\n`,
    );
  const written = facts('{ image: { imageType: debug }, concurrency: 2, environmentVariables: { A: b } }');
  assert.equal(written.imageType?.value, 'debug');
  assert.equal(written.concurrency?.value, 2);
  assert.deepEqual(written.environmentVariables, ['A']);
  assert.deepEqual(facts('{}'), { imageType: undefined, concurrency: undefined, environmentVariables: [] });
});
