/** What completion proposes where no name of the mesh is asked for: own names, subsets, shares, the shape of an item. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { completion } from '../../server/src/features/completion/index.ts';
import { names, object, offered } from './completion-places.ts';
import { inMesh } from './mesh-files.ts';

function valuesAt(text: string): readonly string[] {
  return names(offered(text).items);
}

const SPLIT = `  hosts: [cart]
  http:
    - route:
        - destination: { host: cart, subset: v1 }
          weight: 75
        - destination: { host: cart, subset: v2 }
          weight: $0
`;

describe('completion proposes', () => {
  test('the rest to 100 for a weight, and nothing where a share is not known', () => {
    const text = object('VirtualService', 'shop', SPLIT);
    assert.deepEqual(valuesAt(text), ['25']);
    assert.deepEqual(valuesAt(text.replace('75', '100')), []);
    assert.deepEqual(valuesAt(text.replace('75', '"{{ .Values.share }}"')), []);
    const backends =
      '  rules:\n    - backendRefs:\n        - { name: a, port: 80, weight: 60 }\n        - { name: b, port: 80, weight: $0 }\n';
    assert.deepEqual(valuesAt(object('HTTPRoute', 'shop', backends)), ['40']);
  });

  test('services without such an object as its name, then the name of the file', () => {
    const text = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: $0\n';
    assert.deepEqual(valuesAt(text), ['ledger', 'here']);
    const inBank = text.replace('name: $0', 'namespace: shop\n  name: $0');
    assert.deepEqual(valuesAt(inBank), ['here']);
  });

  test('no name of its own while one is typed', () => {
    const text = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata:\n  name: le$0\n';
    assert.deepEqual(valuesAt(text), []);
  });

  test('subsets after the labels that tell the workloads apart, those that are there left out', () => {
    const rule = (subsets: string) =>
      object('DestinationRule', 'shop', `  host: cart\n  subsets:\n${subsets}    - name: $0\n`);
    assert.deepEqual(valuesAt(rule('')), ['v1', 'v2']);
    assert.deepEqual(valuesAt(rule('    - name: v1\n      labels: { version: v1 }\n')), ['v2']);
  });

  test("a sibling's host first, its subsets last", () => {
    const text = (last: string) =>
      object(
        'VirtualService',
        'bank',
        `  hosts: [a.example]\n  http:\n    - route:\n        - destination: { host: cart.shop.svc.cluster.local, subset: v1 }\n        - destination: { host: ${last} }\n`,
      );
    assert.equal(valuesAt(text('$0'))[0], 'cart.shop.svc.cluster.local');
    assert.deepEqual(valuesAt(text('cart.shop.svc.cluster.local, subset: $0')), ['v2', 'v1']);
  });

  test('a second item in the shape of the first', () => {
    const { snapshot, text, offset } = inMesh(
      object(
        'VirtualService',
        'shop',
        '  http:\n    - match:\n        - uri: { prefix: /a }\n      route:\n        - destination:\n            host: cart\n            subset: v1\n          weight: 10\n        $0\n',
      ),
    );
    const item = completion(snapshot, 'file:///here.yaml', offset).items.find(({ label }) => label === '- ');
    assert.ok(item);
    const after = applyEdits(text, [{ range: item.range, newText: item.insertText }]);
    assert.ok(
      after.endsWith(
        '          weight: 10\n        - destination:\n            host: $1\n            subset: $2\n          weight: $3\n',
      ),
      after,
    );
  });
});
