/** HTTP at a sidecar: which virtual host a request meets (§2.3), and what happens to hosts that nobody defines (§8.3). */

import { isHostSubset } from '../primitives/host-match.ts';
import { type ClusterUser, clusterName } from './clusters.ts';
import { attemptsOf } from './http-action.ts';
import type { RouteProxy } from './http-match.ts';
import { answerFrom, type HttpHost, type HttpTable, hostFor, tableOf, usableRules } from './http-table.ts';
import type { Mesh } from './mesh.ts';
import { mayCarryHttp, portOf, type Service } from './registry.ts';
import { httpRequest, type RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import { listenerFor, type SidecarScope, sidecarScope } from './sidecar-scope.ts';
import { Trail } from './steps.ts';
import { unknownDestination } from './unknown-destination.ts';
import type { VirtualService } from './virtual-services.ts';

export interface SidecarClient {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

export function sidecarHttp(
  mesh: Mesh,
  client: SidecarClient,
  port: number,
  input: RequestInput,
): RouteAnswer {
  const trail = new Trail();
  const scope = sidecarScope(mesh, client.namespace, client.labels);
  if (scope.sidecar !== undefined) {
    trail.add('note', `Sidecar ${scope.sidecar.id} decides what the client knows`, scope.sidecar.ref);
  }
  const { table, known, skipped } = sidecarTable(mesh, scope, client, port);
  const request = httpRequest(input);
  const host = known.size === 0 ? undefined : hostFor(table, request.authority);
  if (host === undefined)
    return unknownDestination(scope, input.host, port, known.size > 0 ? 'http' : 'tcp', trail);
  for (const { object, why } of skipped.get(host.name) ?? []) {
    trail.add('rejected', `VirtualService ${object.object.id} is not used here: ${why}`, object.object.ref);
  }
  if (host.origin === undefined) return defaultRoute(mesh, host, trail);
  trail.add(
    'passed',
    `Host "${input.host}" is answered by ${host.origin.object.id}`,
    host.origin.object.ref,
    host.origin.path,
  );
  const user: ClusterUser = {
    ...client,
    serviceOf: (name) => scope.clusters.get(name),
    listenerPort: port,
    usesListenerPort: true,
  };
  return answerFrom(host, { mesh, user, request, trail });
}

function defaultRoute(mesh: Mesh, { defaultCluster = '' }: HttpHost, trail: Trail): RouteAnswer {
  trail.add('decided', `No VirtualService is for this host: every request goes to ${defaultCluster}`);
  return {
    outcome: 'routed',
    destinations: [{ cluster: defaultCluster, weight: 100 }],
    timeout: '0s',
    retries: { attempts: attemptsOf(mesh, undefined) },
    steps: trail.steps,
  };
}

interface Skipped {
  readonly object: VirtualService;
  readonly why: string;
}

interface SidecarTable {
  readonly table: HttpTable;
  /** Services that the listener of the port serves, by host. */
  readonly known: ReadonlyMap<string, Service>;
  /** By host: VirtualServices that name it and are not used for it. */
  readonly skipped: ReadonlyMap<string, readonly Skipped[]>;
}

export function sidecarTable(
  mesh: Mesh,
  scope: SidecarScope,
  client: SidecarClient,
  port: number,
): SidecarTable {
  const key = `table ${client.namespace} ${scope.sidecar?.id ?? ''} ${sourceLabelsKey(mesh, client.labels)} ${port}`;
  return mesh.once(key, () => buildTable(scope, { ...client, gateway: 'mesh', port }));
}

/** Of a client's labels those that some route asks for: all clients that agree in them share a table. */
function sourceLabelsKey(mesh: Mesh, labels: ReadonlyMap<string, string>): string {
  const asked = mesh.once('source labels', () => {
    const blocks = mesh.objects('networking.istio.io/VirtualService').flatMap(({ spec }) =>
      spec
        .get('http')
        .items()
        .flatMap((route) => route.get('match').items()),
    );
    return new Set(blocks.flatMap((block) => [...block.get('sourceLabels').stringMap().keys()]));
  });
  return JSON.stringify([...labels].filter(([key]) => asked.has(key)));
}

function buildTable(scope: SidecarScope, proxy: RouteProxy): SidecarTable {
  const listener = listenerFor(scope, proxy.port);
  const known = new Map<string, Service>();
  for (const service of listener?.services ?? []) {
    const port = portOf(service, proxy.port);
    if (port !== undefined && mayCarryHttp(port)) known.set(service.host, service);
  }
  const all = listener?.virtualServices ?? [];
  const owners = mostSpecificOwners(all, known);
  const hosts: HttpHost[] = [];
  const skipped = new Map<string, Skipped[]>();
  const skip = (object: VirtualService, why: string) => {
    for (const name of new Set(object.hosts.map((each) => each.name))) {
      const others = skipped.get(name);
      if (others === undefined) skipped.set(name, [{ object, why }]);
      else others.push({ object, why });
    }
  };
  const taken = new Set<string>();
  for (const virtualService of all) {
    const rules = usableRules(virtualService.http, virtualService.object, proxy);
    if (rules.length === 0) {
      skip(virtualService, 'none of its HTTP routes is for this client and port');
      continue;
    }
    for (const { service, name, path } of hostsOf(virtualService, known, owners, proxy.port)) {
      if (taken.has(name)) {
        skip(virtualService, `host "${name}" is taken by one that comes before it`);
        continue;
      }
      taken.add(name);
      const origin = { object: virtualService.object, path };
      for (const alias of service === undefined ? [name] : aliases(service, proxy.namespace)) {
        hosts.push({ name: alias, rules, origin });
      }
    }
  }
  return { table: tableOf([...hosts, ...defaultHosts(known, taken, proxy)]), known, skipped };
}

function defaultHosts(
  known: ReadonlyMap<string, Service>,
  taken: ReadonlySet<string>,
  proxy: RouteProxy,
): readonly HttpHost[] {
  const hosts: HttpHost[] = [];
  for (const service of known.values()) {
    if (taken.has(service.host)) continue;
    const defaultCluster = clusterName(proxy.port, '', service.host);
    for (const name of aliases(service, proxy.namespace)) {
      hosts.push({ name, rules: [], origin: undefined, defaultCluster });
    }
  }
  return hosts;
}

interface HostEntry {
  readonly name: string;
  readonly path: string;
  /** Undefined: no service of that name is known here. */
  readonly service: Service | undefined;
}

/** Which hosts of the table a VirtualService makes. */
function hostsOf(
  virtualService: VirtualService,
  known: ReadonlyMap<string, Service>,
  owners: ReadonlyMap<string, VirtualService>,
  port: number,
): readonly HostEntry[] {
  const named = virtualService.hosts.filter(({ name }) => !name.startsWith('*'));
  const isHttpPort = port === 80;
  const ridesAlong = isHttpPort || named.some(({ name }) => known.has(name));
  const entries: HostEntry[] = named.flatMap(({ name, path }) => {
    const service = known.get(name);
    return service !== undefined || ridesAlong ? [{ name, path, service }] : [];
  });
  for (const { name, path } of virtualService.hosts) {
    if (!name.startsWith('*')) continue;
    const covered = [...known.values()].filter(
      (service) => isHostSubset(service.host, name) && owners.get(service.host) === virtualService,
    );
    for (const service of covered) entries.push({ name: service.host, path, service });
    const isEmpty = ![...known.keys()].some((host) => isHostSubset(host, name));
    if (isEmpty && isHttpPort) entries.push({ name, path, service: undefined });
  }
  return entries;
}

/** For each service the VirtualService whose host is the most specific for it; equal hosts: the first. */
function mostSpecificOwners(
  all: readonly VirtualService[],
  known: ReadonlyMap<string, Service>,
): ReadonlyMap<string, VirtualService> {
  const byHost = new Map<string, VirtualService>();
  for (const virtualService of all) {
    for (const { name } of virtualService.hosts) if (!byHost.has(name)) byHost.set(name, virtualService);
  }
  const owners = new Map<string, VirtualService>();
  for (const host of known.keys()) {
    const owner = mostSpecific(byHost, host);
    if (owner !== undefined) owners.set(host, owner);
  }
  return owners;
}

function mostSpecific(byHost: ReadonlyMap<string, VirtualService>, host: string): VirtualService | undefined {
  const exact = byHost.get(host);
  if (exact !== undefined) return exact;
  const tail = host.startsWith('*') ? host.slice(1) : host;
  for (let at = 0; at <= tail.length; at++) {
    const owner = byHost.get(`*${tail.slice(at)}`);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Names under which a client may call a service. */
function aliases(service: Service, clientNamespace: string): readonly string[] {
  const { host, owner, addresses, source } = service;
  const names = [host, `${host}.`];
  if (source === 'Service') {
    names.push(`${owner.name}.${owner.namespace}`, `${owner.name}.${owner.namespace}.svc`);
    if (owner.namespace === clientNamespace) names.push(owner.name);
  }
  const pods = service.isHeadless ? names.map((name) => `*.${name}`) : [];
  return [...names, ...pods, ...addresses];
}
