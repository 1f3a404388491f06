/** Which waypoint the traffic of a service or workload passes in ambient mode (semantics specification §8.5). */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { AllowedRoutes } from '../../model/gateway-api-listeners.ts';
import { labelSelectorMatches } from '../../primitives/label-selector.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type KubernetesGatewayRow, kubernetesGateways } from '../tables/kubernetes-gateways.ts';
import { namespaces } from '../tables/namespaces.ts';
import { isAmbient } from './mesh-membership.ts';

const WAYPOINT = 'istio.io/use-waypoint';
const WAYPOINT_NAMESPACE = 'istio.io/use-waypoint-namespace';

export interface WaypointUser {
  readonly namespace: string;
  /** Of the Service, ServiceEntry or pod itself. */
  readonly labels: Labels;
  readonly kind: 'service' | 'workload';
}

/**
 * `none`: no label asks for one, or one opts out. `missing` and `refused` (it does not admit the namespace, or is for
 * others) leave the user without any: there is no way back to the namespace's.
 */
export type WaypointBinding =
  | { readonly status: 'none' }
  | { readonly status: 'missing'; readonly namespace: string; readonly name: string }
  | { readonly status: 'bound' | 'refused'; readonly waypoint: Entry<KubernetesGatewayRow> };

interface ServiceOfWaypoint {
  readonly namespace: string;
  readonly labels?: Labels;
}

/** The label of the object counts before that of its namespace. */
export function waypointOf(world: WorldReader, user: WaypointUser): WaypointBinding {
  const ofNamespace = world.read(namespaces, user.namespace).at(-1)?.row.labels ?? {};
  const labels = Object.hasOwn(user.labels, WAYPOINT) ? user.labels : ofNamespace;
  const name = labels[WAYPOINT] ?? '';
  if (name === '' || name === 'none') return { status: 'none' };
  const namespace = labels[WAYPOINT_NAMESPACE] ?? user.namespace;
  const waypoint = world.read(kubernetesGateways, `${namespace}/${name}`).at(-1);
  if (waypoint === undefined) return { status: 'missing', namespace, name };
  const { waypointFor, listeners } = waypoint.row;
  const isForIt = waypointFor === 'all' || waypointFor === user.kind;
  const admits =
    namespace === user.namespace ||
    listeners.some(({ allowedRoutes }) => admitsNamespace(world, allowedRoutes, namespace, user.namespace));
  return { status: isForIt && admits ? 'bound' : 'refused', waypoint };
}

/** Whether a label asks for a waypoint: that of the object, `null` where it has none, else that of its namespace. */
export function isWaypointChosen(world: WorldReader, namespace: string, own: string | null): boolean {
  const name = own ?? world.read(namespaces, namespace).at(-1)?.row.labels[WAYPOINT] ?? '';
  return name !== '' && name !== 'none';
}

/** A service of a namespace in ambient mode that no label gives a waypoint; one that is named and missing is another mistake. */
export function lacksWaypoint(world: WorldReader, { namespace, labels = {} }: ServiceOfWaypoint): boolean {
  return (
    isAmbient(world, namespace) && waypointOf(world, { namespace, labels, kind: 'service' }).status === 'none'
  );
}

/** Whether a listener of `owner` takes routes of a namespace. Labels that no file tells admit nothing but by name. */
export function admitsNamespace(
  world: WorldReader,
  { from, selector }: AllowedRoutes,
  owner: string,
  namespace: string,
): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return owner === namespace;
  if (from !== 'Selector') return false;
  const labels = world.read(namespaces, namespace).at(-1)?.row.labels ?? {};
  return labelSelectorMatches(selector, { ...labels, 'kubernetes.io/metadata.name': namespace });
}

/** The same where a doubt counts for the route: a namespace that no file describes may have any labels. */
export function mayAdmit(
  world: WorldReader,
  allowed: AllowedRoutes,
  owner: string,
  namespace: string,
): boolean {
  if (admitsNamespace(world, allowed, owner, namespace)) return true;
  if ([allowed.from, owner, namespace].some(holdsPlaceholder)) return true;
  if (allowed.from !== 'Selector' || world.config('completeness') === 'complete') return false;
  const files = world.repository() ?? world;
  return files.read(namespaces, namespace).length === 0 || admitsNamespace(files, allowed, owner, namespace);
}
