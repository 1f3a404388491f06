/** Waypoints as requests of ambient clients meet them: who they are, what they enforce, where they route (§6.1, §8.5). */
import { isHostSubset } from '../primitives/host-match.ts';
import { waypointOf } from '../workspace/resolve/waypoints.ts';
import { type ClusterUser, clusterName } from './clusters.ts';
import { attemptsOf } from './http-action.ts';
import { answerFrom, type TableRule, usableRules } from './http-table.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { meshRoutes } from './mesh-routes.ts';
import { GATEWAY_NAME, type PolicyWorkload } from './policy-attachment.ts';
import {
  chooseOwner,
  isVisibleService,
  mayCarryHttp,
  portOf,
  type Service,
  servicesOfHost,
} from './registry.ts';
import { httpRequest, type RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import { Trail } from './steps.ts';
import { reachOf, virtualServices } from './virtual-services.ts';
import { workloadsWith } from './workloads.ts';

const GATEWAY = 'gateway.networking.k8s.io/Gateway';
const SERVICE_ACCOUNT = 'gateway.istio.io/service-account';

export interface Waypoint {
  readonly object: MeshObject;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly serviceAccount: string;
}

/** That requests from ambient clients pass on their way to a service. */
export function waypointFor(mesh: Mesh, { owner }: Service): Waypoint | undefined {
  const labels = Object.fromEntries(owner.labels);
  const found = waypointOf(mesh.reader, { namespace: owner.namespace, labels, kind: 'service' });
  if (found.status !== 'bound') return undefined;
  const { namespace, name } = found.waypoint.resource;
  const object = mesh.objectNamed(GATEWAY, namespace, name);
  return object && deployed(mesh, object);
}

/** The control plane deploys it under the Gateway's own name, unless a file says more. */
function deployed(mesh: Mesh, object: MeshObject): Waypoint {
  const { namespace, name, annotations } = object;
  const labels = new Map([[GATEWAY_NAME, name]]);
  const [pods] = workloadsWith(mesh, labels, namespace);
  return {
    object,
    namespace,
    labels,
    serviceAccount: pods?.serviceAccount ?? annotations.get(SERVICE_ACCOUNT) ?? name,
  };
}

/** What policies are attached to, for traffic to a service. */
export function waypointWorkload({ namespace, labels }: Waypoint, service: Service): PolicyWorkload {
  const { owner, source } = service;
  return {
    type: 'waypoint',
    namespace,
    labels,
    service: { kind: source, name: owner.name, namespace: owner.namespace },
  };
}

/** Of what is called as the service on a port. */
export function waypointHttp(
  mesh: Mesh,
  waypoint: Waypoint,
  service: Service,
  port: number,
  input: RequestInput,
): RouteAnswer {
  const trail = new Trail();
  const { host, owner, path } = service;
  const own = portOf(service, port);
  if (own === undefined) {
    trail.add('decided', `"${host}" has no port ${port}`, owner.ref, path);
    return { outcome: 'noListener', steps: trail.steps };
  }
  const rules = mayCarryHttp(own) ? rulesAt(mesh, waypoint, service, port) : [];
  const [first] = rules;
  if (first === undefined) return defaultRoute(mesh, waypoint, clusterName(port, '', host), trail);
  const user: ClusterUser = {
    namespace: waypoint.namespace,
    labels: waypoint.labels,
    serviceOf: (name) => seenBy(mesh, waypoint, name),
    listenerPort: port,
    usesListenerPort: false,
    isWaypoint: true,
  };
  const origin = { object: first.owner, path: 'metadata.name' };
  return answerFrom({ name: host, rules, origin }, { mesh, user, request: httpRequest(input), trail });
}

function defaultRoute(mesh: Mesh, { object }: Waypoint, cluster: string, trail: Trail): RouteAnswer {
  trail.add(
    'decided',
    `No route at waypoint ${object.id} is for this service: every request goes to ${cluster}`,
    object.ref,
    'metadata.name',
  );
  return {
    outcome: 'routed',
    destinations: [{ cluster, weight: 100 }],
    timeout: '0s',
    retries: { attempts: attemptsOf(mesh, undefined) },
    steps: trail.steps,
  };
}

/**
 * Those of the waypoint's namespace and of the service's count, one object after the other as at a gateway; rules behind
 * one that takes everything stay where they are.
 */
function rulesAt(mesh: Mesh, waypoint: Waypoint, service: Service, port: number): readonly TableRule[] {
  const { namespace, labels } = waypoint;
  const homes = new Set([namespace, service.owner.namespace]);
  const ofMesh = [
    ...meshRoutes(mesh, namespace),
    ...virtualServices(mesh).filter(({ gateways }) => gateways.includes('mesh')),
  ];
  return ofMesh
    .filter(
      (each) =>
        homes.has(each.object.namespace) &&
        reachOf(each, namespace) !== undefined &&
        each.hosts.some(({ name }) => isHostSubset(service.host, name)),
    )
    .flatMap(({ http, object }) => usableRules(http, object, { namespace, labels, gateway: 'mesh', port }));
}

function seenBy(mesh: Mesh, { namespace }: Waypoint, host: string): Service | undefined {
  const visible = servicesOfHost(mesh, host).filter((each) => isVisibleService(each, namespace));
  return chooseOwner(visible, namespace);
}
