/** Folding: what hides, from the line that stays to the last one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldingRanges } from '../../server/src/features/folding/folding.ts';
import { snapshotOf, URI } from './marked-text.ts';

function folded(text: string): readonly string[] {
  const line = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  return foldingRanges(snapshotOf(text), URI).map(
    ({ range: { start, end }, kind }) => `${line(start)}-${line(end)} ${kind}`,
  );
}

const TEXT = `# about
# this
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart

#region routes
spec:
  http:
    - name: all
      route:
        - destination:
            host: cart
#endregion
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio }
data:
  mesh: |
    a: 1
    b: 2
`;

const EXPECTED = [
  '2-13 block',
  '4-5 block',
  '8-13 block',
  '9-13 block',
  '10-13 block',
  '11-13 block',
  '12-13 block',
  '16-22 block',
  '19-22 block',
  '20-22 block',
  '0-1 comment',
  '7-14 region',
];

test('documents, blocks, scalars, comments and regions fold, whatever ends a line', () => {
  assert.deepEqual(folded(TEXT), EXPECTED);
  assert.deepEqual(folded(TEXT.replaceAll('\n', '\r\n')), EXPECTED);
});

test('regions nest, and an end without a start is nothing', () => {
  assert.deepEqual(folded('# region a\n# region b\n# endregion\n# endregion\n# endregion\n'), [
    '1-2 region',
    '0-3 region',
  ]);
});

test('cut-off text folds inside of itself', () => {
  for (let end = 0; end <= TEXT.length; end++) {
    for (const { range } of foldingRanges(snapshotOf(TEXT.slice(0, end)), URI))
      assert.ok(0 <= range.start && range.start < range.end && range.end <= end);
  }
});
