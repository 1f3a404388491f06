/**
 * One request from end to end: where it is routed, how it is encrypted, and whether it is let in. A trace puts the answers
 * of the three engines together; each keeps its own reasons.
 */
import type { JsonValue } from '../base/json.ts';
import { type AuthzAnswer, type AuthzQuestion, authorize } from './authz.ts';
import { destinationRuleFor } from './destination-rules.ts';
import { carries } from './fields.ts';
import { gatewayHttp, gatewayTcp } from './gateway-http.ts';
import { kubernetesGatewayHttp } from './kubernetes-gateway.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { type Membership, type MtlsAnswer, mtls } from './mtls.ts';
import { expandHost, hostWithoutPort } from './names.ts';
import { GATEWAY_NAME } from './policy-attachment.ts';
import { mayCarryHttp, portOf, type Service, services, servicesOfHost, targetNumber } from './registry.ts';
import type { RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import { sidecarHttp } from './sidecar-http.ts';
import { sidecarTcp } from './sidecar-tcp.ts';
import { Trail } from './steps.ts';
import { type Waypoint, waypointFor, waypointHttp, waypointWorkload } from './waypoint.ts';
import { principalOf, type Workload, workloadsBehind, workloadsOf } from './workloads.ts';

/** Who asks. */
export type Source =
  | { readonly sort: 'workload'; readonly namespace: string; readonly labels: ReadonlyMap<string, string> }
  /** From outside the mesh, through an Istio Gateway or a Gateway of the Gateway API: `namespace/name`. */
  | { readonly sort: 'gateway'; readonly id: string }
  /** No proxy and no identity. */
  | { readonly sort: 'outside' };

export interface TraceQuestion {
  readonly source: Source;
  readonly protocol: 'http' | 'tcp';
  /** Host, with a port or without. */
  readonly host: string;
  /** That is called. */
  readonly port: number;
  readonly request: Omit<RequestInput, 'host'>;
  readonly sni?: string | undefined;
  readonly jwt?: { readonly token: string; readonly claims?: JsonValue | undefined } | undefined;
  /** Address of whoever asks. */
  readonly sourceIp?: string | undefined;
  /** What external authorizers would answer, by provider; `allow` when not given. */
  readonly extAuthz?: ReadonlyMap<string, string> | undefined;
}

/** One share of the traffic. */
export interface TracedDestination {
  readonly cluster: string;
  readonly weight: number;
  readonly service: Service | undefined;
  readonly arrivals: readonly Arrival[];
}

/** At one workload that may get it. */
export interface Arrival {
  readonly workload: Workload;
  readonly mtls: MtlsAnswer;
  /** Nobody enforces policies where there is no proxy. */
  readonly authz: AuthzAnswer | undefined;
  /** What was asked there; undefined where nobody answers. */
  readonly asked: AuthzQuestion | undefined;
}

export interface Trace {
  /** At the gateway that the request comes in by, before it is routed. */
  readonly entry?: { readonly authz: AuthzAnswer; readonly asked: AuthzQuestion };
  /** At the waypoint before the service, before it is routed there. */
  readonly waypoint?: {
    readonly object: MeshObject;
    readonly authz: AuthzAnswer;
    readonly asked: AuthzQuestion;
  };
  readonly route: RouteAnswer;
  readonly destinations: readonly TracedDestination[];
}

/** At most this many workloads of a destination are looked at: they mostly differ by version alone. */
const MAX_ARRIVALS = 20;

export function traceRequest(mesh: Mesh, question: TraceQuestion): Trace {
  const client = clientOf(mesh, question.source);
  const via = viaOf(mesh, question, client);
  const route = routeOf(mesh, question, client, via);
  const waypoint = passageOf(mesh, question, client, via);
  const entry = question.source.sort === 'gateway' ? entryOf(mesh, question, client) : undefined;
  return {
    ...(entry !== undefined && { entry }),
    ...(waypoint !== undefined && { waypoint }),
    route,
    destinations: (route.destinations ?? []).map(({ cluster, weight }) => {
      const parsed = parseCluster(cluster);
      const service = parsed && serviceOf(mesh, parsed.host, client.namespace);
      return {
        cluster,
        weight,
        service,
        arrivals:
          parsed === undefined || service === undefined
            ? []
            : arrivals({
                mesh,
                question,
                client: via ? asClient(via) : client,
                service,
                cluster: parsed,
                route,
              }),
      };
    }),
  };
}

export interface TraceClient {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly mesh: Membership;
  readonly serviceAccount: string;
}

function clientOf(mesh: Mesh, source: Source): TraceClient {
  if (source.sort === 'gateway') return gatewayClient(mesh, source.id);
  if (source.sort === 'outside')
    return { namespace: '', labels: new Map(), mesh: 'none', serviceAccount: 'default' };
  const known = workloadsOf(mesh, source.namespace).find(({ labels }) => carries(labels, source.labels));
  return {
    namespace: source.namespace,
    labels: known?.labels ?? source.labels,
    mesh: known?.mesh ?? 'sidecar',
    serviceAccount: known?.serviceAccount ?? 'default',
  };
}

/** The pods that carry the Gateway; when no file has them, pods with just its selector beside it. */
export function gatewayClient(mesh: Mesh, id: string): TraceClient {
  const kubernetes = mesh.objects('gateway.networking.k8s.io/Gateway').find((object) => object.id === id);
  if (kubernetes !== undefined) return deployedGateway(mesh, kubernetes);
  const gateway = mesh.objects('networking.istio.io/Gateway').find((object) => object.id === id);
  const selector = gateway?.spec.get('selector').stringMap() ?? new Map<string, string>();
  const [namespace = ''] = id.split('/');
  const pods =
    gateway === undefined ? undefined : allWorkloads(mesh).find(({ labels }) => carries(labels, selector));
  return {
    namespace: pods?.namespace ?? namespace,
    labels: pods?.labels ?? selector,
    mesh: 'gateway',
    serviceAccount: pods?.serviceAccount ?? 'default',
  };
}

/** Of the Gateway API: deployed by the control plane under a name and with a label of its own, unless a file says more. */
function deployedGateway(mesh: Mesh, { namespace, name, spec }: MeshObject): TraceClient {
  const labels = new Map([[GATEWAY_NAME, name]]);
  const pods = workloadsOf(mesh, namespace).find((each) => carries(each.labels, labels));
  return {
    namespace,
    labels: pods?.labels ?? labels,
    mesh: 'gateway',
    serviceAccount: pods?.serviceAccount ?? `${name}-${spec.get('gatewayClassName').string() ?? 'istio'}`,
  };
}

function allWorkloads(mesh: Mesh): readonly Workload[] {
  const namespaces = new Set(services(mesh).map(({ owner }) => owner.namespace));
  for (const { namespace } of mesh.objects('networking.istio.io/Gateway')) namespaces.add(namespace);
  return [...namespaces].flatMap((namespace) => workloadsOf(mesh, namespace));
}

function routeOf(
  mesh: Mesh,
  question: TraceQuestion,
  client: TraceClient,
  via: Via | undefined,
): RouteAnswer {
  const { source, protocol, host, port, sni } = question;
  const request: RequestInput = { ...question.request, host, claims: question.jwt?.claims };
  if (source.sort === 'gateway') {
    const isKubernetes = mesh.objects('gateway.networking.k8s.io/Gateway').some(({ id }) => id === source.id);
    if (protocol === 'tcp') return gatewayTcp(mesh, client, port, sni);
    return isKubernetes
      ? kubernetesGatewayHttp(mesh, source.id, port, request)
      : gatewayHttp(mesh, client, port, request);
  }
  const isWithoutRoutes = client.mesh === 'none' || (client.mesh === 'ambient' && via === undefined);
  if (isWithoutRoutes) return directRoute(mesh, client, hostWithoutPort(host), port);
  if (via !== undefined && protocol === 'http')
    return waypointHttp(mesh, via.waypoint, via.service, port, request);
  if (protocol === 'http') return sidecarHttp(mesh, client, port, request);
  return sidecarTcp(mesh, client, port, { service: dialledHost(mesh, host, client.namespace), sni });
}

/** What an ambient client calls, when a waypoint stands before it. */
interface Via {
  readonly waypoint: Waypoint;
  readonly service: Service;
}

function viaOf(mesh: Mesh, { host }: TraceQuestion, client: TraceClient): Via | undefined {
  if (client.mesh !== 'ambient') return undefined;
  const { namespace } = client;
  const service = serviceOf(mesh, dialledHost(mesh, hostWithoutPort(host), namespace), namespace);
  const waypoint = service && waypointFor(mesh, service);
  return service && waypoint && { waypoint, service };
}

/** Those behind the waypoint see it, and not who has called. */
function asClient({ waypoint: { namespace, labels, serviceAccount } }: Via): TraceClient {
  return { namespace, labels, serviceAccount, mesh: 'ambient' };
}

/** Undefined: there is no waypoint on the way, or nothing to call behind it. */
function passageOf(
  mesh: Mesh,
  question: TraceQuestion,
  client: TraceClient,
  via: Via | undefined,
): Trace['waypoint'] {
  const { port, protocol, host, request, jwt, extAuthz } = question;
  const own = via && portOf(via.service, port);
  if (via === undefined || own === undefined) return undefined;
  const isHttp = protocol === 'http' && mayCarryHttp(own);
  const asked: AuthzQuestion = {
    workload: waypointWorkload(via.waypoint, via.service),
    protocol: isHttp ? 'http' : 'tcp',
    connection: {
      principal: principalOf(mesh, client),
      ...sourceAddress(question),
      destinationPort: port,
    },
    request: isHttp ? { ...request, host } : undefined,
    jwt,
    extAuthz,
  };
  return { object: via.waypoint.object, authz: authorize(mesh, asked), asked };
}

/** Such a client calls the service itself: routes are those of other clients. */
function directRoute(mesh: Mesh, client: TraceClient, host: string, port: number): RouteAnswer {
  const { namespace } = client;
  const trail = new Trail();
  const service = serviceOf(mesh, dialledHost(mesh, host, namespace), namespace);
  const who =
    client.mesh === 'none'
      ? 'The client has no proxy, so no route applies'
      : 'No waypoint is on the way, and ztunnel reads no routes';
  if (service === undefined) {
    trail.add(
      'decided',
      `${who}: nothing in these files is called "${host}", and its name is resolved elsewhere`,
    );
    return { outcome: 'passthrough', destinations: [], steps: trail.steps };
  }
  const { ref } = service.owner;
  if (portOf(service, port) === undefined) {
    trail.add('decided', `${who}: "${service.host}" has no port ${port}`, ref, service.path);
    return { outcome: 'noListener', steps: trail.steps };
  }
  const cluster = `outbound|${port}||${service.host}`;
  trail.add('decided', `${who}: it calls "${service.host}" itself`, ref, service.path);
  return { outcome: 'routed', destinations: [{ cluster, weight: 100 }], steps: trail.steps };
}

/** The service behind a name as people write it: short, with its namespace, or in full. */
function dialledHost(mesh: Mesh, host: string, namespace: string): string {
  const { clusterDomain } = mesh.settings;
  const spellings = [
    expandHost(host, namespace, clusterDomain),
    `${host}.svc.${clusterDomain}`,
    `${host}.${clusterDomain}`,
  ];
  return spellings.find((spelling) => servicesOfHost(mesh, spelling).length > 0) ?? host;
}

export interface ParsedCluster {
  readonly port: number;
  readonly subset: string;
  readonly host: string;
}

/** `outbound|9080|v2|reviews.shop.svc.cluster.local`; undefined for special clusters. */
export function parseCluster(name: string): ParsedCluster | undefined {
  const [direction, port = '', subset = '', host = ''] = name.split('|');
  return direction === 'outbound' && host !== '' ? { port: Number(port), subset, host } : undefined;
}

function serviceOf(mesh: Mesh, host: string, namespace: string): Service | undefined {
  const owners = servicesOfHost(mesh, host);
  return owners.find(({ owner }) => owner.namespace === namespace) ?? owners[0];
}

/** What the second half of a trace knows of the first. */
interface Leg {
  readonly mesh: Mesh;
  readonly question: TraceQuestion;
  readonly client: TraceClient;
  readonly service: Service;
  readonly cluster: ParsedCluster;
  readonly route: RouteAnswer;
}

function arrivals(leg: Leg): readonly Arrival[] {
  const { mesh, client, service, cluster } = leg;
  const { port, subset } = cluster;
  const labels = subset === '' ? undefined : subsetLabels(leg);
  return workloadsBehind(mesh, service)
    .filter((workload) => labels === undefined || carries(workload.labels, labels))
    .slice(0, MAX_ARRIVALS)
    .map((workload) => {
      const answer = mtls(mesh, {
        client,
        service: service.host,
        port,
        subset: subset || undefined,
        server: workload,
      });
      const asked = workload.mesh === 'none' ? undefined : questionAt(leg, workload, answer);
      return { workload, mtls: answer, authz: asked && authorize(mesh, asked), asked };
    });
}

function subsetLabels({ mesh, client, service, cluster }: Leg): ReadonlyMap<string, string> | undefined {
  const rule = destinationRuleFor(mesh, client, service);
  return rule?.subsets.get(cluster.subset)?.fields.get('labels').stringMap();
}

function questionAt(
  { mesh, question, client, service, cluster, route }: Leg,
  workload: Workload,
  { wire }: MtlsAnswer,
): AuthzQuestion {
  const isProved = wire === 'mtls' || wire === 'hbone';
  const target = portOf(service, cluster.port);
  const { path, ...rest } = question.request;
  return {
    workload: {
      type: workload.mesh === 'ambient' ? 'ztunnel' : 'sidecar',
      namespace: workload.namespace,
      labels: workload.labels,
    },
    protocol: question.protocol,
    connection: {
      principal: isProved ? principalOf(mesh, client) : undefined,
      ...sourceAddress(question),
      destinationPort: target === undefined ? cluster.port : targetNumber(target),
    },
    request: {
      ...rest,
      host: route.rewrite?.authority ?? question.host,
      path: route.rewrite?.path ?? path,
    },
    jwt: question.jwt,
    extAuthz: question.extAuthz,
  };
}

/** Behind a gateway the address of the client is what the gateway tells; the connection is the gateway's own. */
function sourceAddress({ source, sourceIp }: TraceQuestion): {
  readonly sourceIp?: string | undefined;
  readonly remoteIp?: string | undefined;
} {
  return source.sort === 'gateway' ? { sourceIp: undefined, remoteIp: sourceIp } : { sourceIp };
}

function entryOf(mesh: Mesh, question: TraceQuestion, client: TraceClient): NonNullable<Trace['entry']> {
  const { protocol, host, port, request, sni, sourceIp, jwt, extAuthz } = question;
  const isTls = protocol === 'tcp' || request.scheme === 'https';
  const asked: AuthzQuestion = {
    workload: { type: 'gateway', namespace: client.namespace, labels: client.labels },
    protocol,
    connection: {
      sourceIp,
      destinationPort: port,
      sni: sni ?? (isTls ? hostWithoutPort(host) : undefined),
    },
    request: protocol === 'http' ? { ...request, host } : undefined,
    jwt,
    extAuthz,
  };
  return { authz: authorize(mesh, asked), asked };
}
