import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOurGroup } from './names-our-group.ts';

test('a header of ours is seen in any document, quoted or in a list', () => {
  for (const text of [
    'apiVersion: networking.istio.io/v1\nkind: Gateway\n',
    '# mine\r\nkind: HTTPRoute\r\napiVersion: "gateway.networking.k8s.io/v1"\r\n',
    'apiVersion: v1\nkind: Service\n---\napiVersion: security.istio.io/v1beta1',
    'kind: List\nitems:\n  - apiVersion: telemetry.istio.io/v1\n',
  ]) {
    assert.ok(namesOurGroup(text), text);
  }
});

test('others are left alone', () => {
  for (const text of [
    '',
    'services:\n  web: { image: istio.io/proxy }\n',
    'apiVersion: apps/v1\nkind: Deployment\n',
    'apiVersion: notistio.io/v1\nkind: Thing\n',
    '# apiVersion: networking.istio.io/v1\n',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\n',
  ]) {
    assert.ok(!namesOurGroup(text), text);
  }
});
