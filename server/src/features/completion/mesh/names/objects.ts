/** Objects that are named by `name` beside an optional `namespace`. */
import { kindName } from '../../../../base/kind-id.ts';
import type { ReferenceId } from '../../../../workspace/references/reference-id.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice, word } from '../choice.ts';
import { beside, type MeshPlace } from '../mesh-place.ts';
import { targetsOfKind } from '../targets.ts';

/** Targets of a kind of reference in the namespace that is written beside; never the object itself. */
function objectsBeside(place: MeshPlace, kind: ReferenceId): readonly Choice[] {
  const namespace = beside(place, 'namespace') ?? place.namespace;
  return targetsOfKind(place, kind, (name) => name.startsWith(`${namespace}/`))
    .filter(({ resource }) => resource.kindId !== place.kindId || resource.name !== place.name)
    .map(({ resource }) => ({
      name: resource.name,
      rank: RANK.first,
      about: () => aboutObject(place, resource),
    }));
}

/** Delegates, and what Argo Rollouts changes; a delegate is a VirtualService without hosts, so those come first. */
export function virtualServices(place: MeshPlace): readonly Choice[] {
  const isDelegate = place.pattern.endsWith('delegate.name');
  return objectsBeside(place, 'virtual-service').map((choice) => {
    if (!isDelegate) return choice;
    const namespace = beside(place, 'namespace') ?? place.namespace;
    const slot = place.world.definitions(`${place.kindId}/${namespace}/${choice.name}`).at(-1);
    const hasHosts = (slot?.resource.spec.get('hosts').items().length ?? 0) > 0;
    return hasHosts ? { ...choice, rank: RANK.rare } : choice;
  });
}

export function destinationRules(place: MeshPlace): readonly Choice[] {
  return objectsBeside(place, 'destination-rule');
}

/** Parents of routes, targets of policies, waypoints of namespaces and services. */
export function kubernetesGateways(place: MeshPlace): readonly Choice[] {
  if (place.steps.at(-1) === 'istio.io/use-waypoint') return waypoints(place);
  const isParent = place.pattern.includes('parentRef');
  const kind = beside(place, 'kind') ?? (isParent ? 'Gateway' : '');
  return kind === 'Gateway' ? objectsBeside(place, 'kubernetes-gateway') : [];
}

export function routes(place: MeshPlace): readonly Choice[] {
  const kind = beside(place, 'kind');
  const namespace = beside(place, 'namespace') ?? place.namespace;
  return targetsOfKind(place, 'route', (name) => name.startsWith(`${namespace}/`))
    .filter(({ resource }) => kind === undefined || kindName(resource.kindId) === kind)
    .map(({ resource }) => ({
      name: resource.name,
      rank: RANK.first,
      about: () => aboutObject(place, resource),
    }));
}

const OWN_CLASSES: readonly (readonly [string, string])[] = [
  ['istio', 'gateway that the control plane deploys'],
  ['istio-waypoint', 'waypoint of the ambient mesh'],
  ['istio-east-west', 'gateway between the networks of an ambient mesh'],
  ['istio-remote', 'gateway of another cluster or network'],
];

export function gatewayClasses(place: MeshPlace): readonly Choice[] {
  const written = targetsOfKind(place, 'gateway-class').map(({ resource }) => ({
    name: resource.name,
    rank: RANK.first,
    about: () => aboutObject(place, resource),
  }));
  const names = new Set(written.map(({ name }) => name));
  const own = OWN_CLASSES.filter(([name]) => !names.has(name)).map(([name, detail]) => word(name, detail));
  return [...written, ...own];
}

function waypoints(place: MeshPlace): readonly Choice[] {
  const own = place.kindId === 'core/Namespace' ? place.name : place.namespace;
  const namespace = beside(place, 'istio.io/use-waypoint-namespace') ?? own;
  const written = targetsOfKind(place, 'kubernetes-gateway', (name) => name.startsWith(`${namespace}/`))
    .filter(({ resource }) => className(place, resource.key) === 'istio-waypoint')
    .map(({ resource }) => ({
      name: resource.name,
      rank: RANK.first,
      about: () => aboutObject(place, resource),
    }));
  return [...written, word('none', 'no waypoint', RANK.rare)];
}

function className({ world }: MeshPlace, key: string): string | undefined {
  return world.definitions(key).at(-1)?.resource.spec.get('gatewayClassName').string();
}
