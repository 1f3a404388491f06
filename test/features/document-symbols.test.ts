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
  hosts
  http
    canary ([0])
      name (canary)
      timeout (5s)
    [1]
      route
        [0]
          destination
PeerAuthentication default (security.istio.io/v1)
  mtls
    mode (STRICT)
`,
    );
  });
  test('selection ranges lie inside, also in cut-off text', () => {
    for (let end = 0; end <= TEXT.length; end += 7) {
      for (const symbol of all(documentSymbols(snapshotOf(TEXT.slice(0, end)), URI))) {
        assert.ok(symbol.range.start <= symbol.selectionRange.start, symbol.name);
        assert.ok(symbol.selectionRange.end <= symbol.range.end, symbol.name);
        assert.ok(symbol.name !== '');
      }
    }
  });
});
