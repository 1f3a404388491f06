/** Which places the files evidently hold all of: what they name there and do not have is missing. */
import type { KindId } from '../../base/kind-id.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { namespaces } from '../tables/namespaces.ts';
import { servicesInNamespace } from '../tables/service-hosts.ts';
import { labelUses, namedUses, usePlaceKey } from '../tables/uses.ts';
import { workloadsInNamespace } from '../tables/workloads.ts';
import { isInstalledInto } from './commanded-things.ts';
import { isTargeted } from './made-things.ts';
import { thingsIn, thingsNamed } from './named-things.ts';
import { selectWorkloads } from './workloads.ts';

const SHARED = {
  names: new Set([
    'default',
    'ingress',
    'gateways',
    'gateway-infra',
    'platform',
    'infra',
    'monitoring',
    'observability',
    'kubeflow',
  ]),
  starts: ['kube-', 'istio-', 'knative-'],
  ends: ['-system', '-gateway', '-gateways', '-ingress'],
};

/** Several teams put things there. */
export function isSharedNamespace(world: WorldReader, namespace: string): boolean {
  return (
    namespace === world.config('rootNamespace') ||
    SHARED.names.has(namespace) ||
    SHARED.starts.some((start) => namespace.startsWith(start)) ||
    SHARED.ends.some((end) => namespace.endsWith(end))
  );
}

/** The unit makes the namespace, nobody else puts anything there, and it has others of the sort. */
export function isOwnedPlace(
  world: WorldReader,
  files: WorldReader,
  kindId: KindId | 'workload',
  namespace: string,
): boolean {
  if (world.config('isOpen') || world.config('isExample') || isSharedNamespace(world, namespace))
    return false;
  if (!world.has(namespaces, namespace) || isTargeted(files, namespace)) return false;
  if (isInstalledInto(world, namespace)) return false;
  const own = objectsIn(world, namespace);
  if (objectsIn(files, namespace) > own) return false;
  const ofSort =
    kindId === 'workload'
      ? world.read(workloadsInNamespace, namespace).length
      : thingsIn(world, kindId, namespace).filter(({ row }) => row.namespace === namespace).length;
  return ofSort >= 2;
}

/** How many objects stand in a namespace that say that somebody uses it. */
export function objectsIn(world: WorldReader, namespace: string): number {
  return (
    world.read(servicesInNamespace, namespace).length +
    world.read(workloadsInNamespace, namespace).length +
    world.read(namespaces, namespace).length
  );
}

const FEWEST_RESOLVED = 8;
const MOST_MISSING = 0.1;

/** What the objects of the files name in a place is there, but for one in ten. Key: `<kind> <namespace>`. */
const isHeld = defineDerived<boolean>({
  name: 'isHeldPlace',
  derive(key, world) {
    const [kindId = '', namespace = ''] = key.split(' ');
    const found =
      kindId === 'workload' ? selected(world, namespace) : named(world, kindId as KindId, namespace);
    const resolved = found.filter((each) => each).length;
    return resolved >= FEWEST_RESOLVED && found.length - resolved <= found.length * MOST_MISSING;
  },
});

/** Statistics: an answer that stays the same reaches nobody. */
export function isHeldPlace(files: WorldReader, kindId: KindId | 'workload', namespace: string): boolean {
  return files.derive(isHeld, `${kindId} ${namespace}`);
}

function named(world: WorldReader, kindId: KindId, namespace: string): readonly boolean[] {
  const known = new Map<string, boolean>();
  return world.read(namedUses, usePlaceKey(kindId, namespace)).map(({ row: { name } }) => {
    const answer =
      known.get(name) ??
      thingsNamed(world, { kindId, name }).some(
        ({ row }) => row.namespace === namespace || row.isOpen === true,
      );
    known.set(name, answer);
    return answer;
  });
}

function selected(world: WorldReader, namespace: string): readonly boolean[] {
  return world
    .read(labelUses, `@${namespace}`)
    .map(({ row: { labels } }) => selectWorkloads(world, namespace, labels).length > 0);
}
