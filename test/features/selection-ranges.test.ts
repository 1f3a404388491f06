/** Growing selections: each step is around the one before. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectionRanges } from '../../server/src/features/selection-ranges/selection-ranges.ts';
import { snapshotOf, URI, unmark } from './marked-text.ts';

function steps(marked: string): readonly string[] {
  const { text, offset } = unmark(marked);
  return selectionRanges(snapshotOf(text), URI, offset).map(({ start, end }) =>
    text.slice(start, end).trimEnd(),
  );
}

const HEAD = 'apiVersion: networking.istio.io/v1\nkind: VirtualService';

test('a word grows to its scalar, pair, map, item, list, document and file', () => {
  const spec = 'spec:\n  hosts:\n    - cart.sh$0op\n    - other';
  assert.deepEqual(steps(`${HEAD}\n${spec}\n---\n# next\n`), [
    'shop',
    'cart.shop',
    '- cart.shop',
    '- cart.shop\n    - other',
    'hosts:\n    - cart.shop\n    - other',
    'spec:\n  hosts:\n    - cart.shop\n    - other',
    `${HEAD}\n${spec.replace('$0', '')}`,
    `${HEAD}\n${spec.replace('$0', '')}`,
    `${HEAD}\n${spec.replace('$0', '')}\n---\n# next`,
  ]);
});

test('quotes come after what is between them, and keys before their pair', () => {
  const http = '{ name: "a b", timeout: 1s }';
  const text = `${HEAD}\nspec: { http: [${http}] }\n`;
  assert.deepEqual(steps(text.replace('a b', 'a$0 b')).slice(0, 5), [
    'a',
    'a b',
    '"a b"',
    'name: "a b"',
    http,
  ]);
  assert.deepEqual(steps(text.replace('timeout', 'time$0out')).slice(0, 3), ['timeout', 'timeout: 1s', http]);
});

test('where a block scalar ends the next key is meant', () => {
  const spec = 'spec:\n  a: |\n    text\n  $0b: 1\n';
  assert.deepEqual(steps(`${HEAD}\n${spec}`).slice(0, 3), ['b', 'b: 1', 'a: |\n    text\n  b: 1']);
});

test('JSON manifests grow alike', () => {
  const text = `{\n  "apiVersion": "networking.istio.io/v1",\n  "kind": "VirtualService",\n  "spec": { "hosts": ["ca$0rt"] }\n}\n`;
  assert.deepEqual(steps(text).slice(0, 5), [
    'cart',
    '"cart"',
    '["cart"]',
    '"hosts": ["cart"]',
    '{ "hosts": ["cart"] }',
  ]);
});

test('documents that are broken or not ours grow by indentation', () => {
  const other = 'kind: Other\nspec:\n  list:\n  - a: 1\n    b: th$0is one\n  - c\n';
  assert.deepEqual(steps(`${HEAD}\n---\n${other}`).slice(0, 5), [
    'this',
    'b: this one',
    '- a: 1\n    b: this one',
    'list:\n  - a: 1\n    b: this one\n  - c',
    'spec:\n  list:\n  - a: 1\n    b: this one\n  - c',
  ]);
  const broken = 'spec:\n  hosts: [cart\n  http:\n    - name: a$0\n      timeout: 1s\n';
  assert.deepEqual(steps(`${HEAD}\n${broken}`).slice(0, 3), [
    'a',
    '- name: a',
    '- name: a\n      timeout: 1s',
  ]);
});

test('every place of cut-off text has nested steps', () => {
  const text = `${HEAD}\r\nmetadata: { name: "cart" }\r\nspec:\r\n  http:\r\n    - route: *late\r\n`;
  for (let end = 0; end <= text.length; end += 3) {
    const snapshot = snapshotOf(text.slice(0, end));
    for (let at = 0; at <= end; at += 5) {
      const found = selectionRanges(snapshot, URI, at);
      assert.ok(found.length > 0);
      for (const [index, { start, end: to }] of found.entries()) {
        const outer = found[index + 1] ?? { start: 0, end };
        assert.ok(outer.start <= start && to <= outer.end && start <= at && at <= to);
      }
    }
  }
});
