/** TLS and TCP at a sidecar (§2.7). */
import { append } from '../base/append.ts';
import { hostsOverlap, mostSpecificHost } from '../primitives/host-match.ts';
import { isTlsProtocol } from '../primitives/port.ts';
import { type ClusterUser, clusterName, routedClusters } from './clusters.ts';
import { carries, type Fields } from './fields.ts';
import type { RouteProxy } from './http-match.ts';
import type { Mesh } from './mesh.ts';
import { gatewayReference } from './names.ts';
import { portOf } from './registry.ts';
import type { RouteAnswer } from './route-answer.ts';
import type { SidecarClient } from './sidecar-http.ts';
import { listenerFor, sidecarScope } from './sidecar-scope.ts';
import { Trail } from './steps.ts';
import { unknownDestination } from './unknown-destination.ts';
import type { VirtualService } from './virtual-services.ts';

export interface Connection {
  /** Host whose address was dialled. */
  readonly service: string;
  readonly sni?: string | undefined;
}

export function sidecarTcp(
  mesh: Mesh,
  client: SidecarClient,
  port: number,
  connection: Connection,
): RouteAnswer {
  const trail = new Trail();
  const scope = sidecarScope(mesh, client.namespace, client.labels);
  const listener = listenerFor(scope, port);
  const proxy: RouteProxy = { ...client, gateway: 'mesh', port };
  const user: ClusterUser = {
    ...client,
    serviceOf: (name) => scope.clusters.get(name),
    listenerPort: port,
    usesListenerPort: false,
  };
  const question: TcpQuestion = { mesh, proxy, user, trail };
  const served = listener?.services.find(({ host }) => host === connection.service);
  const isKnown = served !== undefined && portOf(served, port) !== undefined;
  const protocol = served && portOf(served, port)?.protocol;
  const { sni } = connection;
  if (sni !== undefined && (protocol === undefined || isTlsProtocol(protocol))) {
    const bySni = tlsAnswer(
      listener?.virtualServices ?? [],
      servedTls(listener?.services ?? [], port),
      sni,
      question,
    );
    if (bySni !== undefined)
      return bySni === 'none' ? unknownDestination(scope, sni, port, 'tcp', trail) : bySni;
  }
  if (!isKnown || served === undefined)
    return unknownDestination(scope, connection.service, port, 'tcp', trail);
  if (sni === undefined) {
    const routed = tcpAnswer(listener?.virtualServices ?? [], served.host, question);
    if (routed !== undefined) return routed;
  }
  const cluster = clusterName(port, '', served.host);
  trail.add(
    'decided',
    `No VirtualService is for this connection: sent to ${cluster}`,
    served.owner.ref,
    served.path,
  );
  return { outcome: 'routed', destinations: [{ cluster, weight: 100 }], steps: trail.steps };
}

export interface TcpQuestion {
  readonly mesh: Mesh;
  readonly proxy: RouteProxy;
  readonly user: ClusterUser;
  readonly trail: Trail;
}

/** Hosts of services that are called over TLS on the port. */
function servedTls(
  services: readonly {
    readonly host: string;
    readonly ports: readonly { readonly number: number; readonly protocol: unknown }[];
  }[],
  port: number,
): readonly string[] {
  return services.filter(({ ports }) => ports.some(({ number }) => number === port)).map(({ host }) => host);
}

interface SniChain {
  readonly sni: string;
  readonly virtualService: VirtualService;
  readonly route: Fields;
}

/**
 * By server name. `none`: some VirtualService has taken the services' own chains away, and nothing is for this name.
 * Undefined: no VirtualService is for these services, so each answers under its own name.
 */
function tlsAnswer(
  virtualServices: readonly VirtualService[],
  hosts: readonly string[],
  sni: string,
  question: TcpQuestion,
): RouteAnswer | 'none' | undefined {
  const taken = new Set<string>();
  const chains: SniChain[] = [];
  for (const host of hosts) {
    for (const virtualService of virtualServices) {
      if (!virtualService.hosts.some(({ name }) => hostsOverlap(name, host))) continue;
      const own = sniChains(virtualService, question.proxy);
      if (own.length === 0) continue;
      taken.add(host);
      append(chains, own);
      break;
    }
  }
  const free = hosts.filter((host) => !taken.has(host));
  const best = mostSpecificHost(sni, [...chains.map((chain) => chain.sni), ...free]);
  const chain = chains.find((each) => each.sni === best);
  if (chain !== undefined) return tcpRouted(chain.virtualService, chain.route, question);
  if (best === undefined) return 'none';
  const cluster = clusterName(question.proxy.port, '', best);
  question.trail.add('decided', `No VirtualService is for server name "${sni}": sent to ${cluster}`);
  return { outcome: 'routed', destinations: [{ cluster, weight: 100 }], steps: question.trail.steps };
}

function sniChains(virtualService: VirtualService, proxy: RouteProxy): readonly SniChain[] {
  return virtualService.tls.flatMap((route) =>
    route
      .get('match')
      .items()
      .filter((block) => isUsable(block, virtualService.object.namespace, proxy))
      .flatMap((block) =>
        block
          .get('sniHosts')
          .strings()
          .map((sni) => ({ sni, virtualService, route })),
      ),
  );
}

/** The first VirtualService with a usable rule decides, and in it the first such rule. */
function tcpAnswer(
  virtualServices: readonly VirtualService[],
  host: string,
  question: TcpQuestion,
): RouteAnswer | undefined {
  for (const virtualService of virtualServices) {
    if (!virtualService.hosts.some(({ name }) => hostsOverlap(name, host))) continue;
    const route = firstTcpRoute(virtualService, question.proxy);
    if (route !== undefined) return tcpRouted(virtualService, route, question);
  }
  return undefined;
}

export function firstTcpRoute(virtualService: VirtualService, proxy: RouteProxy): Fields | undefined {
  return virtualService.tcp.find((route) => {
    const blocks = route.get('match').items();
    return (
      blocks.length === 0 || blocks.some((block) => isUsable(block, virtualService.object.namespace, proxy))
    );
  });
}

/** All conditions of TCP and TLS blocks are checked together. */
export function isUsable(block: Fields, namespace: string, proxy: RouteProxy): boolean {
  const port = block.get('port').number() ?? 0;
  if (port !== 0 && port !== proxy.port) return false;
  const gateways = block.get('gateways').strings();
  if (gateways.length > 0 && !gateways.some((name) => gatewayReference(name, namespace) === proxy.gateway)) {
    return false;
  }
  if (!carries(proxy.labels, block.get('sourceLabels').stringMap())) return false;
  const source = block.get('sourceNamespace').string() ?? '';
  return source === '' || source === proxy.namespace;
}

export function tcpRouted(
  { object }: Pick<VirtualService, 'object'>,
  route: Fields,
  { mesh, user, trail }: TcpQuestion,
): RouteAnswer {
  trail.add('passed', `VirtualService ${object.id} routes the connection`, object.ref, route.path);
  const { destinations, missingClusters } = routedClusters(
    mesh,
    user,
    route.get('route').items(),
    object,
    trail,
  );
  return {
    outcome: 'routed',
    virtualService: object.id,
    destinations,
    missingClusters,
    steps: trail.steps,
  };
}
