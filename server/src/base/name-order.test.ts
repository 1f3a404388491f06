import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameOrder, neighbours } from './name-order.ts';

describe('neighbours of a name', () => {
  const many = Array.from({ length: 5000 }, (_, index) => `service-${index * 7}-of-many`);

  it('are all names where there are few', () => {
    assert.deepEqual(neighbours(nameOrder(['b', 'a', 'b']), 'zzz'), ['a', 'b']);
  });

  it('are few of many, and those that begin or end alike are among them', () => {
    const order = nameOrder([...many, 'checkout', 'telephone']);
    for (const [name, known] of [
      ['chekout', 'checkout'],
      ['xelephone', 'telephone'],
    ] as const) {
      const found = neighbours(order, name);
      assert.ok(found.length <= 400);
      assert.ok(found.includes(known), name);
    }
  });
});
