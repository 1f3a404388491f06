/** Which label tells the pods of a subset apart from the others of their service. */
import { lookUp } from '../../base/look-up.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { HostRow } from '../tables/service-hosts.ts';
import { selectWorkloads } from './workloads.ts';

/** Where no pods are in the files, the label that everybody uses. */
const USUAL = 'version';

/** Undefined when the files hold pods of the service, and none of them is told apart by the name. */
export function labelsOfSubset(
  world: WorldReader,
  services: readonly HostRow[],
  subset: string,
): Labels | undefined {
  const pods = services.flatMap(({ namespace, selector, endpointLabels }) => [
    ...endpointLabels,
    ...(selector === undefined
      ? []
      : selectWorkloads(world, namespace, selector).map(({ row }) => row.labels)),
  ]);
  if (pods.length === 0) return { [USUAL]: subset };
  const keys = new Set(pods.flatMap((labels) => Object.keys(labels)));
  const telling = [...keys].filter((key) => pods.some((labels) => lookUp(labels, key) === subset));
  const rank = (key: string) => (key === USUAL ? 0 : key.endsWith(`/${USUAL}`) ? 1 : 2);
  const best = telling.sort((a, b) => rank(a) - rank(b))[0];
  return best === undefined ? undefined : { [best]: subset };
}
