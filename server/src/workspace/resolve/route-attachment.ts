/** Which listeners of a Gateway a route of the Gateway API attaches to (semantics specification §2.9). */

import type { KindId } from '../../base/kind-id.ts';
import { lookUp } from '../../base/look-up.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { hostsOverlap } from '../../primitives/host-match.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  addedListeners,
  type KubernetesGatewayRow,
  kubernetesGateways,
  type ListenerRow,
} from '../tables/kubernetes-gateways.ts';
import { mayAdmit } from './waypoints.ts';

export interface AttachingRoute {
  readonly kindId: KindId;
  readonly namespace: string;
  /** Empty: every host. */
  readonly hostnames: readonly string[];
}

export interface ParentGateway {
  readonly namespace: string;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
}

/** Why a route gets no listener, by the last condition that some listener met. */
export type AttachmentFailure =
  | 'no-gateway'
  | 'no-section'
  | 'no-port'
  | 'kind-not-allowed'
  | 'namespace-not-allowed'
  | 'no-hostname';

export type Attachment =
  | { readonly status: 'attached'; readonly listeners: readonly ListenerRow[] }
  /** Those that are left before the condition that none of them meets. */
  | { readonly status: AttachmentFailure; readonly listeners: readonly ListenerRow[] };

const GROUP = 'gateway.networking.k8s.io';

/** Kinds that a protocol carries when the listener does not say. */
const KINDS_BY_PROTOCOL: Readonly<Record<string, readonly KindId[]>> = {
  HTTP: [`${GROUP}/HTTPRoute`, `${GROUP}/GRPCRoute`],
  HTTPS: [`${GROUP}/HTTPRoute`, `${GROUP}/GRPCRoute`],
  TLS: [`${GROUP}/TLSRoute`, `${GROUP}/TCPRoute`],
  TCP: [`${GROUP}/TCPRoute`],
  UDP: [`${GROUP}/UDPRoute`],
};

/** Values that somebody fills in later, and listeners that a template adds, take every route. */
export function attachmentOf(world: WorldReader, route: AttachingRoute, parent: ParentGateway): Attachment {
  if (!world.has(kubernetesGateways, `${parent.namespace}/${parent.name}`))
    return { status: 'no-gateway', listeners: [] };
  const conditions: readonly (readonly [AttachmentFailure, (listener: ListenerRow) => boolean])[] = [
    ['no-section', ({ name }) => parent.sectionName === undefined || mayBe(name, parent.sectionName)],
    ['no-port', ({ port }) => parent.port === undefined || port === parent.port || port === 0],
    [
      'kind-not-allowed',
      (listener) => allowedKinds(listener).some((kind) => kind === route.kindId || holdsPlaceholder(kind)),
    ],
    [
      'namespace-not-allowed',
      ({ allowedRoutes }) => mayAdmit(world, allowedRoutes, parent.namespace, route.namespace),
    ],
    ['no-hostname', ({ hostname }) => sharesHost(hostname, route.hostnames)],
  ];
  let left = listenersAt(world, parent);
  if (hasMoreListeners(world, parent)) return { status: 'attached', listeners: left };
  for (const [status, holds] of conditions) {
    const listeners = left;
    left = left.filter(holds);
    if (left.length === 0) return { status, listeners };
  }
  return { status: 'attached', listeners: left };
}

/** Listeners of every definition of a Gateway: one that takes the route is enough. */
export function listenersAt(
  world: WorldReader,
  { namespace, name }: Pick<ParentGateway, 'namespace' | 'name'>,
): readonly ListenerRow[] {
  return world
    .read(kubernetesGateways, `${namespace}/${name}`)
    .flatMap((gateway) => listenersOf(world, gateway));
}

function hasMoreListeners(world: WorldReader, { namespace, name }: ParentGateway): boolean {
  const key = `${namespace}/${name}`;
  return [...world.read(kubernetesGateways, key), ...world.read(addedListeners, key)].some(
    ({ row }) => row.hasMoreListeners === true,
  );
}

/** Listeners of a Gateway, with those that ListenerSets add. */
export function listenersOf(
  world: WorldReader,
  { row }: Entry<KubernetesGatewayRow>,
): readonly ListenerRow[] {
  const added = world.read(addedListeners, `${row.namespace}/${row.name}`);
  return [...row.listeners, ...added.flatMap((entry) => entry.row.listeners)];
}

/** Protocols of other controllers, such as the mesh's own HBONE, may carry anything. */
function allowedKinds({ protocol, allowedRoutes }: ListenerRow): readonly KindId[] {
  if (allowedRoutes.kinds.length > 0) return allowedRoutes.kinds;
  return lookUp(KINDS_BY_PROTOCOL, protocol) ?? Object.values(KINDS_BY_PROTOCOL).flat();
}

/** Whether a listener serves one of the hosts of a route; none: all. */
export function takesHost({ hostname }: ListenerRow, hostnames: readonly string[]): boolean {
  return sharesHost(hostname, hostnames);
}

function sharesHost(hostname: string, hostnames: readonly string[]): boolean {
  if (hostnames.length === 0 || holdsPlaceholder(hostname)) return true;
  return hostnames.some((each) => hostsOverlap(each, hostname) || holdsPlaceholder(each));
}

function mayBe(name: string, asked: string): boolean {
  return name === asked || holdsPlaceholder(name) || holdsPlaceholder(asked);
}
