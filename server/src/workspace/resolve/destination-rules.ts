/** Which DestinationRules speak about a host. */
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  alternativeSubsets,
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

/** Whether some definition of a rule for the host has the subset, even one that another definition replaces. */
export function isSubsetOfAlternative(
  world: WorldReader,
  host: string,
  namespace: string,
  subset: string,
): boolean {
  const names = new Set([registryKey(world, host, namespace), qualifiedHost(world, host, namespace)]);
  return [...names].some((name) =>
    world.read(alternativeSubsets, name).some((entry) => entry.row.names.includes(subset)),
  );
}
