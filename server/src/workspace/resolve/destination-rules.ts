/** Which DestinationRules speak about a host. */
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  type DestinationRuleRow,
  destinationRules,
  wildcardDestinationRules,
} from '../tables/destination-rules.ts';
import { qualifiedHost, registryKey } from './hosts.ts';

/** All rules of the world for a host, exact ones first; whoever may use them. */
export function rulesForHost(
  world: WorldReader,
  host: string,
  namespace: string,
): readonly Entry<DestinationRuleRow>[] {
  const key = registryKey(world, host, namespace);
  const qualified = qualifiedHost(world, host, namespace);
  const exact = [
    ...world.read(destinationRules, key),
    ...(qualified === key ? [] : world.read(destinationRules, qualified)),
  ];
  const wildcard = world
    .read(wildcardDestinationRules, '')
    .filter((entry) => qualified.endsWith(entry.row.host.slice(1)));
  return [...exact, ...wildcard];
}
