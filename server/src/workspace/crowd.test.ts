import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import type { ResourceRef } from '../model/resource.ts';
import { Crowd, MOST_OTHERS } from './crowd.ts';
import type { Entry } from './table.ts';

type Row = { readonly sort: string; readonly path: string };

/** What the window, the counts and the names are when all others are looked at. */
function slowly(entries: readonly Entry<Row>[], self: ResourceRef, wanted: ReadonlySet<string>) {
  const others = entries.filter(({ row, resource }) => wanted.has(row.sort) && resource.key !== self.key);
  const index = ({ resource }: Entry<Row>) => (resource as unknown as { index: number }).index;
  const own = (self as unknown as { index: number }).index;
  const behind = others.findIndex((other) => index(other) > own);
  const from = (behind < 0 ? others.length : behind) - MOST_OTHERS / 2;
  const start = Math.max(0, Math.min(from, others.length - MOST_OTHERS));
  const objects = [...new Set(others.map(({ resource }) => resource.key))];
  return {
    count: others.length,
    nearest: others.slice(start, start + MOST_OTHERS).map(({ row }) => row.path),
    objectCount: objects.length,
    firstObjects: objects.slice(0, MOST_OTHERS),
  };
}

test('a crowd tells of others what looking at each of them tells', () => {
  const random = new Random(7);
  for (let round = 0; round < 300; round++) {
    const objects = Array.from({ length: 1 + random.below(70) }, (_, index) => ({
      key: `k${index}`,
      unit: 'u',
      index,
    })) as unknown as readonly ResourceRef[];
    const entries = objects.flatMap((resource, index) =>
      Array.from({ length: random.below(4) }, (_, row) => ({
        resource,
        row: { sort: random.pick(['a', 'b', 'c']), path: `${index}.${row}` },
      })),
    );
    const crowd = new Crowd<Row>(entries, ({ row }) => row.sort);
    const wanted = new Set(['a', 'b', 'c'].filter(() => random.chance(0.6)));
    for (const self of objects.filter(() => random.chance(0.2))) {
      const others = crowd.others(
        self,
        crowd.sorts.filter(({ sample }) => wanted.has(sample.row.sort)),
      );
      assert.deepEqual(
        {
          ...others,
          nearest: others.nearest.map(({ row }) => row.path),
          firstObjects: others.firstObjects.map(({ resource }) => resource.key),
        },
        slowly(entries, self, wanted),
      );
    }
  }
});
