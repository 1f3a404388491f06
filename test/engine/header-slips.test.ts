/** Headers that are not whole, or nearly right. Not fixtures: these documents are no objects. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { snapshotOf, URI } from '../features/marked-text.ts';

const REST = 'metadata: { name: cart }\nspec: { hosts: [cart] }\n';

function findings(text: string) {
  const snapshot = snapshotOf(text, { completeness: 'partial' });
  for (const _uri of snapshot.analyze());
  const found = snapshot.findings(URI).filter(({ rule }) => rule.startsWith('object/'));
  return { rules: found.map(({ rule }) => rule) };
}

describe('headers', () => {
  test('a missing apiVersion is told', () => {
    const text = `kind: VirtualService\n${REST}`;
    assert.deepEqual(findings(text).rules, ['object/incomplete-header']);
    assert.deepEqual(findings(text.replaceAll('\n', '\r\n')).rules, ['object/incomplete-header']);
  });

  test('a missing kind is told', () => {
    assert.deepEqual(findings(`apiVersion: networking.istio.io/v1\n${REST}`).rules, [
      'object/incomplete-header',
    ]);
  });

  test('a slip in the group is told', () => {
    for (const group of ['networking.istio.oi', 'netwroking.istio.io', 'networking.istio.i']) {
      assert.deepEqual(findings(`apiVersion: ${group}/v1\nkind: VirtualService\n${REST}`).rules, [
        'object/misspelt-group',
      ]);
    }
  });

  test('other things are left alone', () => {
    for (const text of [
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\n${REST}`,
      `{{ include "header" . }}\nkind: VirtualService\n${REST}`,
      `apiVersion: {{ .Values.version }}\nkind: VirtualService\n${REST}`,
      'kind: VirtualService\nname: cart\n',
      'kind: Gateway\nlisteners: []\n',
      `kind: Widget\n${REST}`,
      `apiVersion: networking.example.io/v1\nkind: VirtualService\n${REST}`,
      `apiVersion: gateway.example.com/v1\nkind: Gateway\n${REST}`,
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${REST}`,
      `apiVersion: traefik.io/v1\nkind: Gateway\n${REST}`,
      `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: a }\n`,
    ]) {
      assert.deepEqual(findings(text).rules, [], text);
    }
  });
});
