// Not fixtures: these judge colours, listed with the text that has them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { semanticTokens } from '../../server/src/features/semantic-tokens/semantic-tokens.ts';
import { HERE_URI, inMesh } from './mesh-files.ts';

function tokens(text: string, from = 0): readonly string[] {
  const { snapshot } = inMesh(`${text}$0`);
  const range = from === 0 ? undefined : { start: from, end: text.length };
  return semanticTokens(snapshot, HERE_URI, range).map(({ range: { start, end }, type, modifiers }) =>
    [text.slice(start, end), type.replace('mesh', ''), ...modifiers].join(' '),
  );
}

const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: here
  namespace: shop
spec:
  hosts: [here.example]
  gateways: [edge/front]
  http:
    - timeout: 3s
      route:
        - destination: { host: cart.shop.svc.cluster.local, subset: v1 }
    - fault: { delay: { fixedDelay: 2s, percentage: { value: 1 } } }
      route:
        - destination: { host: cart, subset: v2 }
`;

describe('semantic tokens', () => {
  test('names and durations; what never gets traffic is unreachable', () => {
    assert.deepEqual(tokens(ROUTE), [
      'here Reference declaration',
      'shop Reference',
      'here.example Host',
      'edge Reference',
      'front Reference',
      '3s Duration',
      'cart.shop.svc.cluster.local Host',
      'v1 Subset',
      '2s Duration unreachable',
      'cart Host unreachable',
      'v2 Subset unreachable',
    ]);
  });
  test('in a range', () => {
    const found = tokens(ROUTE, ROUTE.indexOf('    - fault'));
    assert.deepEqual(
      found.map((each) => each.split(' ')[0]),
      ['2s', 'cart', 'v2'],
    );
  });
  test('definitions', () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: here }
spec:
  host: cart
  subsets: [{ name: a, labels: { version: 3s } }]
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: 1m30s } } }
`;
    assert.deepEqual(tokens(rule), [
      'here Reference declaration',
      'cart Host',
      'a Subset declaration',
      '1m30s Duration',
    ]);
  });
  test('in broken text, and with Windows line ends', () => {
    assert.ok(tokens(`${ROUTE}    - route: [{ destination: { host: ca`).includes('ca Host'));
    assert.deepEqual(tokens(ROUTE.replaceAll('\n', '\r\n')), tokens(ROUTE));
  });
  test('in order, and none inside another', () => {
    const { snapshot } = inMesh(`${ROUTE}---\n${ROUTE}$0`);
    const found = semanticTokens(snapshot, HERE_URI, undefined);
    for (const [index, { range }] of found.entries()) {
      assert.ok(range.start >= (found[index - 1]?.range.end ?? 0));
      assert.ok(range.end > range.start);
    }
  });
});
