import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { secrets } from './secret.ts';

const names = (text: string) => factsOf(secrets, text).map(({ secretName }) => secretName);

const gateway = (annotations: string) =>
  names(
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: a, namespace: edge, annotations: ${annotations} }\nspec: { listeners: [{ tls: { certificateRefs: [{ name: cert }, { name: far, namespace: other }] } }, {}] }\n`,
  );

const ingress = (annotations: string) =>
  names(
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a, annotations: ${annotations} }\nspec: { tls: [{ secretName: cert }, { hosts: [a] }] }\n`,
  );

describe('Secrets', () => {
  it('have keys when they are written out', () => {
    assert.deepEqual(
      factsOf(
        secrets,
        'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { b: "" }\nstringData: { c: "" }\n',
      ),
      [{ secretName: 'a', keys: ['b', 'c'] }],
    );
  });

  const orders: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['cert-manager.io/v1', 'Certificate', '{ secretName: b }', ['b']],
    ['external-secrets.io/v1', 'ExternalSecret', '{ target: { name: b } }', ['b']],
    ['external-secrets.io/v1', 'ExternalSecret', '{}', ['a']],
    ['bitnami.com/v1alpha1', 'SealedSecret', '{ template: { metadata: { name: b } } }', ['b']],
    ['bitnami.com/v1alpha1', 'SealedSecret', '{}', ['a']],
    [
      'secrets-store.csi.x-k8s.io/v1',
      'SecretProviderClass',
      '{ secretObjects: [{ secretName: b }, { secretName: c }] }',
      ['b', 'c'],
    ],
  ];
  for (const [apiVersion, kind, spec, expected] of orders) {
    it(`come from a ${kind} with ${spec}`, () => {
      const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: ${spec}\n`;
      assert.deepEqual(names(text), expected);
    });
  }

  it('come from a Gateway that asks cert-manager, in its own namespace', () => {
    assert.deepEqual(gateway('{ cert-manager.io/cluster-issuer: acme }'), ['cert']);
    assert.deepEqual(gateway('{ cert-manager.io/other: acme }'), []);
  });

  it('come from an Ingress that asks cert-manager', () => {
    assert.deepEqual(ingress('{ kubernetes.io/tls-acme: "true" }'), ['cert']);
    assert.deepEqual(ingress('{}'), []);
  });
});
