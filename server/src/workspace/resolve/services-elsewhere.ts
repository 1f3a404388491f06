/** Services of other units: what a reference means that leaves its own. */

import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  type DefinedPodRow,
  type DefinedServiceRow,
  definedPods,
  definedServices,
} from '../tables/service-ports.ts';
import { labelKey } from '../tables/workloads.ts';
import { registryKey } from './hosts.ts';

/** Every definition of the Service that a host names; none where the world is all there is. */
export function servicesElsewhere(
  world: WorldReader,
  host: string,
  namespace: string,
): readonly Entry<DefinedServiceRow>[] {
  const files = world.repository();
  return files === undefined ? [] : files.read(definedServices, registryKey(world, host, namespace));
}

/** Labels of the pods that a Service of the repository selects, in whichever unit. */
export function podsElsewhere(
  world: WorldReader,
  { namespace, selector }: Pick<DefinedServiceRow, 'namespace' | 'selector'>,
): readonly Entry<DefinedPodRow>[] {
  const files = world.repository();
  const [first] = Object.entries(selector ?? {});
  if (files === undefined || first === undefined || selector === undefined) return [];
  return files
    .read(definedPods, labelKey(namespace, first[0], first[1]))
    .filter(({ row }) => selectorMatches(selector, row.labels));
}
