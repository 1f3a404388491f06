/** Folding: what hides, from the line that stays to the last one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldingRanges } from '../../server/src/features/folding/folding.ts';
import { snapshotOf, URI } from './marked-text.ts';

function folded(text: string): readonly string[] {
  const line = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  return (foldingRanges(snapshotOf(text), URI) ?? []).map(
    ({ range: { start, end }, kind }) => `${line(start)}-${line(end)} ${kind}`,
  );
}

const HEAD = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: cart }\n';

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
  '5-13 block',
  '8-13 block',
  '9-13 block',
  '10-13 block',
  '11-13 block',
  '12-13 block',
  '18-22 block',
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
  const regions = '# region a\n# region b\n# endregion\n# endregion\n# endregion\n';
  assert.deepEqual(folded(`${regions}${HEAD}`), ['1-2 region', '0-3 region']);
});

test('files without anything of ours are left to the editor', () => {
  for (const text of ['', '# a\n# b\n', 'services:\n  web:\n    image: web\n', '{ "a": {\n} }\n'])
    assert.equal(foldingRanges(snapshotOf(text), URI), undefined, text);
  assert.equal(foldingRanges(snapshotOf(TEXT), 'file:///elsewhere.yaml'), undefined);
});

test('documents of others beside ours fold by their indentation', () => {
  const other = '# other\nkind: Other\nspec:\n  list:\n  - a: 1\n    b: 2\n\n  - c\n  last: 1\n';
  const expected = ['5-12 block', '6-12 block', '7-11 block', '8-9 block'];
  assert.deepEqual(folded(`${HEAD}---\n${other}`), expected);
  assert.deepEqual(folded(`${HEAD}---\n${other}`.replaceAll('\n', '\r\n')), expected);
});

test('broken documents fold by their indentation', () => {
  const spec = 'spec:\n  hosts: [cart\n  http:\n    - name: a\n      timeout: 1s\n    - name: b\n';
  assert.deepEqual(folded(`${HEAD}${spec}`), ['0-8 block', '3-8 block', '5-8 block', '6-7 block']);
});

test('closing brackets stay to be seen', () => {
  const manifest = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    spec: { hosts: ['cart'], http: [{ name: 'a' }, { name: 'b' }] },
  };
  const text = JSON.stringify(manifest, undefined, 2);
  const expected = ['0-15 block', '3-14 block', '4-5 block', '7-13 block', '8-9 block', '11-12 block'];
  assert.deepEqual(folded(text), expected);
  assert.deepEqual(folded(text.replaceAll('\n', '\r\n')), expected);
});

test('an item folds at its dash, and text is no comment', () => {
  const spec = 'spec:\n  http:\n    -\n      name: a\n      text: |\n        # region\n        # endregion\n';
  assert.deepEqual(folded(`${HEAD}${spec}`), [
    '2-9 block',
    '3-9 block',
    '4-9 block',
    '5-9 block',
    '7-9 block',
  ]);
});

test('kind and name stay, wherever they stand in front of the rest', () => {
  const labels = 'metadata:\n  labels:\n    a: b\n    c: d\n  name: cart\n  annotations:\n    e: f\n';
  const api = 'apiVersion: networking.istio.io/v1\n';
  const kind = 'kind: VirtualService\n';
  const spec = 'spec:\n  hosts: [cart]\n';
  const rest = (first: string) => [first, '3-5 block', '7-8 block', '9-10 block'];
  assert.deepEqual(folded(api + kind + labels + spec), rest('6-10 block'));
  const late = [...['8-10 block', '2-4 block', '6-7 block'], '9-10 block'];
  assert.deepEqual(folded(api + labels + kind + spec), late);
  assert.deepEqual(folded(api + spec + kind + labels).slice(0, 1), ['0-10 block']);
});

test('cut-off text folds inside of itself', () => {
  for (let end = 0; end <= TEXT.length; end++) {
    for (const { range } of foldingRanges(snapshotOf(TEXT.slice(0, end)), URI) ?? [])
      assert.ok(0 <= range.start && range.start < range.end && range.end <= end);
  }
});
