import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import { hostsOverlap } from './host-match.ts';
import { HostSet } from './host-set.ts';

test('a set of hosts overlaps with a host when one of them does', () => {
  const random = new Random(3);
  const host = () =>
    random.pick(['*', '*.', '*-', '', 'b.']) +
    Array.from({ length: 1 + random.below(3) }, () => random.pick(['a', 'b', 'ab', 'c-a'])).join('.');
  for (let round = 0; round < 2000; round++) {
    const hosts = Array.from({ length: random.below(5) }, host);
    const asked = random.chance(0.05) ? '*' : host();
    assert.equal(
      new HostSet(hosts).overlaps(asked),
      hosts.some((each) => hostsOverlap(each, asked)),
      `${asked} in ${hosts}`,
    );
  }
});
