import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { proxyExtension } from './proxy-extension.ts';

describe('extensions of proxies', () => {
  it('keep the module of a WasmPlugin', () => {
    const facts = factsOf(
      proxyExtension,
      'apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\nmetadata: { name: a }\nspec: { url: "oci://a/b:1", imagePullSecret: pull, phase: AUTHN, priority: 5 }\n',
    );
    assert.equal(facts.url?.value, 'oci://a/b:1');
    assert.deepEqual(facts.imagePullSecret, { value: 'pull', path: 'spec.imagePullSecret' });
    assert.equal(facts.priority, 5);
  });

  it('keep the module of a TrafficExtension, which may be Lua', () => {
    const head = 'apiVersion: extensions.istio.io/v1alpha1\nkind: TrafficExtension\nmetadata: { name: a }\n';
    const wasm = factsOf(proxyExtension, `${head}spec: { wasm: { url: u, imagePullSecret: pull } }\n`);
    assert.equal(wasm.imagePullSecret?.path, 'spec.wasm.imagePullSecret');
    assert.equal(factsOf(proxyExtension, `${head}spec: { lua: { inlineCode: a } }\n`).url, undefined);
  });
});
