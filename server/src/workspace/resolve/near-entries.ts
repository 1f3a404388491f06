/** Hosts of ServiceEntries that differ from a missing one by a slip in one of their labels. */
import { type NameOrder, nameOrder, neighbours } from '../../base/name-order.ts';
import { isNearMiss } from '../../base/near-miss.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { entryHosts } from '../tables/service-hosts.ts';

const order = defineDerived<NameOrder>({
  name: 'orderOfEntryHosts',
  derive: (_, world) => nameOrder(world.read(entryHosts, '').map(({ row }) => row.host)),
});

/** A slip changes the length by no more. */
const MOST_EDITS = 2;

export function nearEntries(world: WorldReader, host: string): readonly string[] {
  const labels = host.split('.');
  return neighbours(world.derive(order, ''), host).filter((known) => {
    if (Math.abs(known.length - host.length) > MOST_EDITS) return false;
    const others = known.split('.');
    const differing = labels.filter((label, index) => label !== others[index]);
    const at = labels.findIndex((label, index) => label !== others[index]);
    return (
      others.length === labels.length &&
      differing.length === 1 &&
      isNearMiss(labels[at] ?? '', others[at] ?? '')
    );
  });
}
