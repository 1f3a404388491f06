/** The outline of a file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentSymbol, documentSymbols } from '../../server/src/features/document-symbols.ts';
import { snapshotOf, URI } from './marked-text.ts';

function drawn(symbols: readonly DocumentSymbol[], indent = ''): string {
  return symbols
    .map((symbol) => {
      const detail = symbol.detail === undefined ? '' : ` (${symbol.detail})`;
      return `${indent}${symbol.name}${detail}\n${drawn(symbol.children, `${indent}  `)}`;
    })
    .join('');
}

function* all(symbols: readonly DocumentSymbol[]): Generator<DocumentSymbol> {
  for (const symbol of symbols) {
    yield symbol;
    yield* all(symbol.children);
  }
}

/** The lines where the symbols begin that an offset stands in, from the outermost: what sticky scroll draws. */
function linesInSight(symbols: readonly DocumentSymbol[], text: string, offset: number): readonly string[] {
  const around = symbols.find(({ range }) => range.start <= offset && offset < range.end);
  if (around === undefined) return [];
  const { start } = around.selectionRange;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, text.indexOf('\n', start));
  return [line.trim(), ...linesInSight(around.children, text, offset)];
}

const TEXT = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: checkout
  namespace: shop
spec:
  hosts: [checkout]
  http:
    - name: canary
      timeout: 5s
    - route: &routes
        - destination: { host: checkout }
---
apiVersion: v1
kind: List
items:
  - apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: { name: default }
    spec: { mtls: { mode: STRICT } }
---
kind: Thing
apiVersion: example.com/v1
`;

describe('document symbols', () => {
  test('one per resource, with its sections', () => {
    assert.equal(
      drawn(documentSymbols(snapshotOf(TEXT), URI)),
      `VirtualService shop/checkout (networking.istio.io/v1)
  hosts (checkout)
  http
    canary ([0])
      name (canary)
      timeout (5s)
    [1] (checkout)
      route
        checkout ([0])
          destination
PeerAuthentication default (security.istio.io/v1)
  mtls
    mode (STRICT)
`,
    );
  });
  test('subsets show their labels, destinations their subset and weight, lists what they name', () => {
    const head = 'apiVersion: networking.istio.io/v1\n';
    const rule = `${head}kind: DestinationRule\nmetadata: { name: cart }\nspec:\n  subsets:\n    - name: v1\n      labels: { app: cart, version: v1 }\n`;
    const drawnRule = drawn(documentSymbols(snapshotOf(rule), URI));
    assert.ok(drawnRule.includes('    v1 ([0] app=cart, version=v1)\n'), drawnRule);
    const route = `${head}kind: VirtualService\nmetadata: { name: cart }\nspec:\n  gateways: [mesh, edge/front]\n  http:\n    - route:\n        - destination: { host: cart, subset: v1 }\n          weight: 90\n`;
    const drawnRoute = drawn(documentSymbols(snapshotOf(route), URI));
    assert.ok(drawnRoute.includes('  gateways (mesh, edge/front)\n'), drawnRoute);
    assert.ok(drawnRoute.includes('        cart v1 ([0] weight 90)\n'), drawnRoute);
  });
  test('routes tell where they go, servers and ports what they listen on', () => {
    const spec = (kind: string, lines: readonly string[]) =>
      `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: { name: cart }\nspec:\n${lines.map((line) => `  ${line}\n`).join('')}`;
    const route = spec('VirtualService', [
      'http:',
      '  - match: [{ uri: { prefix: /api } }, { uri: { exact: / } }]',
      '    route:',
      '      - { destination: { host: cart, subset: v1 }, weight: 90 }',
      '      - { destination: { host: cart, subset: v2 }, weight: 10 }',
      '  - match: [{ headers: {} }]',
      '    redirect: { uri: / }',
    ]);
    const drawnRoute = drawn(documentSymbols(snapshotOf(route), URI));
    assert.ok(drawnRoute.includes('    [0] (/api +1 → cart v1 (90), cart v2 (10))\n'), drawnRoute);
    assert.ok(drawnRoute.includes('    [1]\n'), drawnRoute);
    const gateway = spec('Gateway', [
      'servers:',
      '  - port: { number: 443, name: https, protocol: HTTPS }',
      '    hosts: [shop.example, api.example]',
      '  - port: { number: 80 }',
    ]);
    const drawnGateway = drawn(documentSymbols(snapshotOf(gateway), URI));
    assert.ok(drawnGateway.includes('    https ([0] 443 HTTPS, shop.example, api.example)\n'), drawnGateway);
    assert.ok(drawnGateway.includes('    [1] (80)\n'), drawnGateway);
    const entry = spec('ServiceEntry', ['ports:', '  - { number: 8080, name: http, protocol: HTTP }']);
    assert.ok(drawn(documentSymbols(snapshotOf(entry), URI)).includes('    http ([0] 8080 HTTP)\n'));
  });
  test('for an editor that keeps first lines in sight, the kind stands around the name', () => {
    const outlineOf = (text: string) => documentSymbols(snapshotOf(text), URI, { kindAroundName: true });
    const [route, policy] = outlineOf(TEXT);
    assert.ok(route && policy);
    const text = drawn([route, policy]);
    assert.ok(
      text.startsWith(
        `VirtualService (shop/checkout)\n  shop/checkout (networking.istio.io/v1)\n    hosts (checkout)\n`,
      ),
      text,
    );
    assert.deepEqual(linesInSight([route], TEXT, TEXT.indexOf('destination:')), [
      'kind: VirtualService',
      'name: checkout',
      'http:',
      '- route: &routes',
      '- route: &routes',
      '- destination: { host: checkout }',
      '- destination: { host: checkout }',
    ]);
    assert.deepEqual(linesInSight([policy], TEXT, TEXT.indexOf('mtls')).slice(0, 2), [
      'kind: PeerAuthentication',
      'metadata: { name: default }',
    ]);
    for (const other of [
      'apiVersion: networking.istio.io/v1\nmetadata: { name: cart }\nkind: Gateway\nspec: {}\n',
      'apiVersion: networking.istio.io/v1\nkind: Gateway\nspec: { servers: [] }\nmetadata: { name: cart }\n',
      'apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { namespace: shop }\nspec: { servers: [] }\n',
      '{ "apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": { "name": "cart" } }\n',
    ]) {
      assert.equal(drawn(outlineOf(other)), drawn(documentSymbols(snapshotOf(other), URI)), other);
    }
  });
  test('selection ranges lie inside, also in cut-off text', () => {
    for (let end = 0; end <= TEXT.length; end += 7) {
      const snapshot = snapshotOf(TEXT.slice(0, end));
      for (const kindAroundName of [false, true]) {
        for (const symbol of all(documentSymbols(snapshot, URI, { kindAroundName }))) {
          assert.ok(symbol.range.start <= symbol.selectionRange.start, symbol.name);
          assert.ok(symbol.selectionRange.end <= symbol.range.end, symbol.name);
          assert.ok(symbol.name !== '');
          for (const { range } of symbol.children) {
            assert.ok(symbol.range.start <= range.start && range.end <= symbol.range.end, symbol.name);
          }
        }
      }
    }
  });
});
