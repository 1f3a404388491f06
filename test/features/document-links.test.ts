/** Links: addresses written as values. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentLinks } from '../../server/src/features/document-links/document-links.ts';
import { snapshotOf, URI } from './marked-text.ts';

const TEXT = `apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: people }
spec:
  jwtRules:
    - issuer: "https://id.example"
      jwksUri: https://id.example/keys
      audiences: [shop, 'see https://id.example']
    - issuer: https://{{ host }}/
    - issuer: http://*.example
`;

function links(text: string): readonly string[] {
  return documentLinks(snapshotOf(text), URI).map(
    ({ range: { start, end }, target }) => `${text.slice(start, end)} → ${target}`,
  );
}

test('whole addresses lead to themselves, and kinds are not underlined', () => {
  const expected = [
    'https://id.example → https://id.example',
    'https://id.example/keys → https://id.example/keys',
  ];
  assert.deepEqual(links(TEXT), expected);
  assert.deepEqual(links(`# first\n---\n${TEXT.replaceAll('\n', '\r\n')}`), expected);
  assert.deepEqual(links('apiVersion: example.com/v1\nkind: Thing\nurl: https://a.example\n'), []);
});

test('JSON manifests, and every object of a file', () => {
  const gateway = '{ "apiVersion": "networking.istio.io/v1", "kind": "Gateway" }';
  assert.deepEqual(links(gateway), []);
  const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: cart }\n';
  assert.deepEqual(links(`${TEXT}---\nkind: Other\n---\n${route}`).slice(2), []);
});

test('what an alias or a merge brings is linked once, where it is written', () => {
  const text = `${TEXT.slice(0, TEXT.indexOf('    - issuer: "'))}    - &keys { jwksUri: https://id.example/keys }\n    - *keys\n    - { <<: *keys, issuer: b }\n`;
  assert.deepEqual(links(text), ['https://id.example/keys → https://id.example/keys']);
});

test('broken text links what can be read of it', () => {
  const broken = TEXT.replace('audiences: [shop', 'audiences: [[shop');
  assert.deepEqual(links(broken).slice(0, 2), links(TEXT).slice(0, 2));
});

test('cut-off text links inside of itself', () => {
  for (let end = 0; end <= TEXT.length; end++) {
    for (const { range } of documentLinks(snapshotOf(TEXT.slice(0, end)), URI))
      assert.ok(range.start <= range.end && range.end <= end);
  }
});
