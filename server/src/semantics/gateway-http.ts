/** HTTP and connections at an Istio Gateway (§2.4, §2.7, §4). */
import {
  compareSpecificity,
  hostsOverlap,
  isHostSubset,
  mostSpecificHost,
} from '../primitives/host-match.ts';
import type { ClusterUser } from './clusters.ts';
import { type GatewayServer, gatewayServers } from './gateway-servers.ts';
import type { RouteProxy } from './http-match.ts';
import {
  answerFrom,
  type HttpHost,
  type HttpTable,
  hostFor,
  type TableRule,
  tableOf,
  usableRules,
} from './http-table.ts';
import type { Mesh } from './mesh.ts';
import { hostWithoutPort } from './names.ts';
import { redirectLocation } from './redirect.ts';
import { chooseOwner, isVisibleService, servicesOfHost } from './registry.ts';
import { type HttpRequest, httpRequest, type RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import type { SidecarClient } from './sidecar-http.ts';
import { firstTcpRoute, isUsable, type TcpQuestion, tcpRouted } from './sidecar-tcp.ts';
import { Trail } from './steps.ts';
import { orderedFor, type VirtualService, virtualServicesOf } from './virtual-services.ts';

export function gatewayHttp(
  mesh: Mesh,
  workload: SidecarClient,
  port: number,
  input: RequestInput,
): RouteAnswer {
  const trail = new Trail();
  const request = httpRequest(input);
  const servers = httpServers(mesh, workload, port, request, trail);
  if (servers.length === 0) return nobodyListens(port, trail);
  const redirect = httpsRedirect(servers, request, trail);
  if (redirect !== undefined) return redirect;
  const host = hostFor(gatewayTable(mesh, workload, servers), request.authority);
  if (host === undefined) {
    trail.add(
      'decided',
      `No VirtualService of these gateways is for host "${input.host}": answered with 404`,
    );
    return { outcome: 'noRoute', status: 404, steps: trail.steps };
  }
  trail.add(
    'passed',
    `Host "${input.host}" is answered as "${host.name}"`,
    host.origin?.object.ref,
    host.origin?.path,
  );
  return answerFrom(host, { mesh, user: gatewayUser(mesh, workload, port), request, trail });
}

/** Clusters of a gateway: every service that its namespace sees. */
export function gatewayUser(mesh: Mesh, workload: SidecarClient, port: number): ClusterUser {
  return {
    ...workload,
    serviceOf: (host) =>
      chooseOwner(
        servicesOfHost(mesh, host).filter((service) => isVisibleService(service, workload.namespace)),
        workload.namespace,
      ),
    listenerPort: port,
    usesListenerPort: false,
  };
}

/** Plain servers of the port share one table; with TLS the server name chooses one. */
function httpServers(
  mesh: Mesh,
  { labels }: SidecarClient,
  port: number,
  request: HttpRequest,
  trail: Trail,
): readonly GatewayServer[] {
  const { servers, dropped } = gatewayServers(mesh, labels);
  for (const { server, why } of dropped) {
    if (server.port === port) {
      trail.add(
        'rejected',
        `A server of Gateway ${server.gateway.id} is left out: ${why}`,
        server.gateway.ref,
        server.fields.path,
      );
    }
  }
  const ofPort = servers.filter((server) => server.port === port);
  const plain = ofPort.filter(({ sort }) => sort === 'http');
  const name = hostWithoutPort(request.authority);
  const secure = serverByName(
    ofPort.filter(({ sort }) => sort === 'https'),
    name,
  );
  if (request.scheme === 'https' || plain.length === 0) return secure === undefined ? plain : [secure];
  return plain;
}

function serverByName(servers: readonly GatewayServer[], name: string): GatewayServer | undefined {
  const hosts = servers.flatMap((server) => server.hosts.map(({ host }) => host));
  const best = mostSpecificHost(name, hosts);
  return best === undefined
    ? undefined
    : servers.find((server) => server.hosts.some(({ host }) => host === best));
}

function nobodyListens(port: number, trail: Trail): RouteAnswer {
  trail.add(
    'decided',
    `No gateway of this workload listens on port ${port} for this: the connection is closed`,
  );
  return { outcome: 'noListener', steps: trail.steps };
}

function httpsRedirect(
  servers: readonly GatewayServer[],
  request: HttpRequest,
  trail: Trail,
): RouteAnswer | undefined {
  const name = hostWithoutPort(request.authority);
  const best = mostSpecificHost(
    name,
    servers.flatMap((server) => server.hosts.map(({ host }) => host)),
  );
  const server = servers.find(
    ({ redirectsToHttps, hosts }) => redirectsToHttps && hosts.some(({ host }) => host === best),
  );
  if (server === undefined) return undefined;
  const location = redirectLocation(request, {
    scheme: 'https',
    host: undefined,
    port: undefined,
    path: undefined,
  });
  const redirect = server.fields.get('tls').get('httpsRedirect');
  trail.add('decided', `Redirected to ${location} with 301`, server.gateway.ref, redirect.path);
  return { outcome: 'redirect', status: 301, location, steps: trail.steps };
}

/** The names that servers of one port answer together, each with its rules in order. */
export function gatewayTable(
  mesh: Mesh,
  workload: SidecarClient,
  servers: readonly GatewayServer[],
): HttpTable {
  const places = servers.map(({ gateway, fields }) => `${gateway.id} ${fields.path}`);
  const key = `gateway table ${workload.namespace} ${JSON.stringify([...workload.labels])} ${JSON.stringify(places)}`;
  return mesh.once(key, () => buildTable(mesh, workload, servers));
}

interface Draft {
  readonly host: HttpHost;
  readonly rules: TableRule[];
  readonly seen: Set<VirtualService>;
}

/** Routes of all VirtualServices of one host stand one after the other; those that take everything come last. */
function buildTable(mesh: Mesh, workload: SidecarClient, servers: readonly GatewayServer[]): HttpTable {
  const drafts = new Map<string, Draft>();
  for (const server of servers) {
    const proxy: RouteProxy = { ...workload, gateway: server.gateway.id, port: server.port };
    for (const virtualService of boundTo(mesh, server, workload.namespace)) {
      const rules = usableRules(virtualService.http, virtualService.object, proxy);
      if (rules.length === 0) continue;
      for (const { name, path } of intersection(server, virtualService)) {
        const draft = drafts.get(name) ?? newDraft(name, virtualService, path);
        drafts.set(name, draft);
        if (draft.seen.has(virtualService)) continue;
        draft.seen.add(virtualService);
        for (const rule of rules) draft.rules.push(rule);
      }
    }
  }
  return tableOf([...drafts.values()].map(({ host, rules }) => ({ ...host, rules: catchAllsLast(rules) })));
}

function newDraft(name: string, { object }: VirtualService, path: string): Draft {
  return { host: { name, rules: [], origin: { object, path } }, rules: [], seen: new Set() };
}

function catchAllsLast(rules: readonly TableRule[]): readonly TableRule[] {
  const takesAll = ({ blocks }: TableRule) => blocks.some(({ isCatchAll }) => isCatchAll);
  return [...rules.filter((rule) => !takesAll(rule)), ...rules.filter(takesAll)];
}

/** VirtualServices that name the Gateway and that the workload's namespace sees, in its order. */
export function boundTo(
  mesh: Mesh,
  { gateway }: GatewayServer,
  namespace: string,
): readonly VirtualService[] {
  return orderedFor(virtualServicesOf(mesh, gateway.id), namespace);
}

/** Of each pair of hosts that overlap the narrower one. */
export function intersection(
  server: GatewayServer,
  { hosts, object }: VirtualService,
): readonly { readonly name: string; readonly path: string }[] {
  const found = new Map<string, string>();
  for (const own of server.hosts) {
    if (own.namespace !== '*' && own.namespace !== object.namespace) continue;
    for (const { name, path } of hosts) {
      if (!hostsOverlap(name, own.host)) continue;
      const narrower = compareSpecificity(name, own.host) <= 0 ? name : own.host;
      if (!found.has(narrower)) found.set(narrower, path);
    }
  }
  return [...found].map(([name, path]) => ({ name, path }));
}

/** A connection whose bytes the gateway does not read, or only after it has ended TLS. */
export function gatewayTcp(
  mesh: Mesh,
  workload: SidecarClient,
  port: number,
  sni: string | undefined,
): RouteAnswer {
  const trail = new Trail();
  const servers = gatewayServers(mesh, workload.labels).servers.filter((server) => server.port === port);
  const proxyOf = (server: GatewayServer): RouteProxy => ({ ...workload, gateway: server.gateway.id, port });
  const question = (server: GatewayServer): TcpQuestion => ({
    mesh,
    proxy: proxyOf(server),
    user: gatewayUser(mesh, workload, port),
    trail,
  });
  if (sni !== undefined) {
    const passed = passthrough(mesh, workload, servers, sni, question);
    if (passed !== undefined) return passed;
  }
  for (const server of servers) {
    if (server.sort !== 'tcp') continue;
    if (sni !== undefined && !server.hosts.some(({ host }) => isHostSubset(sni, host))) continue;
    for (const virtualService of boundTo(mesh, server, workload.namespace)) {
      if (intersection(server, virtualService).length === 0) continue;
      const route = firstTcpRoute(virtualService, proxyOf(server));
      if (route !== undefined) return tcpRouted(virtualService, route, question(server));
    }
  }
  return nobodyListens(port, trail);
}

function passthrough(
  mesh: Mesh,
  workload: SidecarClient,
  servers: readonly GatewayServer[],
  sni: string,
  question: (server: GatewayServer) => TcpQuestion,
): RouteAnswer | undefined {
  const chains = servers
    .filter(({ sort }) => sort === 'pass')
    .flatMap((server) =>
      boundTo(mesh, server, workload.namespace).flatMap((virtualService) => {
        if (intersection(server, virtualService).length === 0) return [];
        return virtualService.tls.flatMap((route) =>
          route
            .get('match')
            .items()
            .filter((block) => isUsable(block, virtualService.object.namespace, question(server).proxy))
            .flatMap((block) => block.get('sniHosts').strings())
            .map((name) => ({ name, server, virtualService, route })),
        );
      }),
    );
  const best = mostSpecificHost(
    sni,
    chains.map(({ name }) => name),
  );
  const chain = chains.find(({ name }) => name === best);
  return chain && tcpRouted(chain.virtualService, chain.route, question(chain.server));
}
