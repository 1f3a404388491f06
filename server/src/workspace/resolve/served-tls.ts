/** Whether gateway pods answer https for a host: by any Gateway that they may carry. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { HostSet } from '../../primitives/host-set.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { scopedHost } from '../tables/gateway-servers.ts';
import { ANY_PODS, podsOf, secureServers } from '../tables/secure-servers.ts';

/** In doubt true: Gateways that share a label of their selectors count as those of the same pods. */
export function servesHttps(
  world: WorldReader,
  selector: Readonly<Record<string, string>>,
  written: string,
  namespace: string,
): boolean {
  const { host } = scopedHost(written, namespace);
  if (holdsPlaceholder(written) || Object.keys(selector).length === 0) return true;
  return [...podsOf(selector), ANY_PODS].some((pods) => world.derive(secureHosts, pods).overlaps(host));
}

/** Key: a label of the selector, as in the table. */
const secureHosts = defineDerived<HostSet>({
  name: 'secureHosts',
  derive: (key, world) => new HostSet(world.read(secureServers, key).map(({ row }) => row.host)),
});
