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
    '- cart.shop\n    - other',
    'hosts:\n    - cart.shop\n    - other',
    'spec:\n  hosts:\n    - cart.shop\n    - other',
    `${HEAD}\n${spec.replace('$0', '')}`,
    `${HEAD}\n${spec.replace('$0', '')}`,
    `${HEAD}\n${spec.replace('$0', '')}\n---\n# next`,
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
