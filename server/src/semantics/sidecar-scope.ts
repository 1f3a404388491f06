/** What a workload's proxy knows: the Sidecar resource that applies, and the services and routes it imports (§1.5). */
import { groupBy } from '../base/group-by.ts';
import { hostsOverlap, isHostSubset } from '../primitives/host-match.ts';
import { carries, type Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { meshRoutes } from './mesh-routes.ts';
import { expandHost } from './names.ts';
import { chooseOwner, isVisibleService, portOf, type Service, services, servicesOfHost } from './registry.ts';
import { orderedFor, type VirtualService, virtualServices } from './virtual-services.ts';

const KIND = 'networking.istio.io/Sidecar';

export interface EgressListener {
  /** 0: for every port that no other listener names. */
  readonly port: number;
  readonly services: readonly Service[];
  /** In the order in which the proxy looks at them. */
  readonly virtualServices: readonly VirtualService[];
}

export interface SidecarScope {
  readonly namespace: string;
  /** Undefined: no Sidecar applies, everything visible is imported. */
  readonly sidecar: MeshObject | undefined;
  readonly listeners: readonly EgressListener[];
  /** Services that have clusters, by host. */
  readonly clusters: ReadonlyMap<string, Service>;
  /** `ALLOW_ANY`, `REGISTRY_ONLY` … */
  readonly outboundMode: string;
}

export function sidecarScope(
  mesh: Mesh,
  namespace: string,
  labels: ReadonlyMap<string, string>,
): SidecarScope {
  const sidecar = sidecarFor(mesh, namespace, labels);
  return mesh.once(`scope ${namespace} ${sidecar?.id ?? ''}`, () => buildScope(mesh, namespace, sidecar));
}

/** With a selector before without, own namespace before the root namespace; oldest first; one only. */
export function sidecarFor(
  mesh: Mesh,
  namespace: string,
  labels: ReadonlyMap<string, string>,
): MeshObject | undefined {
  const selectorOf = (object: MeshObject) => object.spec.get('workloadSelector').get('labels').stringMap();
  const home = mesh.inNamespace(KIND, namespace);
  return (
    home.find((object) => selectorOf(object).size > 0 && carries(labels, selectorOf(object))) ??
    home.find((object) => selectorOf(object).size === 0) ??
    mesh.inNamespace(KIND, mesh.settings.rootNamespace).find((object) => selectorOf(object).size === 0)
  );
}

/** The listener that serves a port: one for that very port, else the one for all others. */
export function listenerFor(scope: SidecarScope, port: number): EgressListener | undefined {
  return (
    scope.listeners.find((listener) => listener.port === port) ??
    scope.listeners.find(({ port: own }) => own === 0)
  );
}

function buildScope(mesh: Mesh, namespace: string, sidecar: MeshObject | undefined): SidecarScope {
  const egress = sidecar?.spec.get('egress').items() ?? [];
  const listeners =
    egress.length === 0
      ? [buildListener(mesh, namespace, 0, [{ namespace: '*', host: '*', isExcluded: false }])]
      : egress.map((listener) =>
          buildListener(
            mesh,
            namespace,
            listener.get('port').get('number').number() ?? 0,
            importsOf(listener, namespace),
          ),
        );
  return {
    namespace,
    sidecar,
    listeners,
    clusters: clustersOf(mesh, namespace, listeners),
    outboundMode: outboundMode(mesh, sidecar),
  };
}

/** A block without a mode means the first value of the enum. */
export function outboundMode(mesh: Mesh, sidecar: MeshObject | undefined): string {
  const own = sidecar?.spec.get('outboundTrafficPolicy');
  if (own === undefined || !own.exists) return mesh.settings.outboundMode;
  return own.get('mode').string() ?? 'REGISTRY_ONLY';
}

interface Import {
  /** A name, or `*`. */
  readonly namespace: string;
  readonly host: string;
  readonly isExcluded: boolean;
}

/** `NS/DNS` entries; whatever is written otherwise imports nothing. */
function importsOf(listener: Fields, namespace: string): readonly Import[] {
  return listener
    .get('hosts')
    .strings()
    .flatMap((entry) => {
      const parts = entry.split('/');
      const [owner = '', host = ''] = parts;
      if (parts.length !== 2) return [];
      const isExcluded = owner.startsWith('~');
      const name = isExcluded ? owner.slice(1) : owner;
      if (isExcluded && name === '' && host === '*') return [];
      return [{ namespace: name === '.' ? namespace : name === '' ? '*' : name, host, isExcluded }];
    });
}

function buildListener(
  mesh: Mesh,
  namespace: string,
  port: number,
  imports: readonly Import[],
): EgressListener {
  const wanted = imports.filter(({ isExcluded }) => !isExcluded);
  const unwanted = imports.filter(({ isExcluded }) => isExcluded);
  const isImported = (service: Service) =>
    isNamed(service, wanted) &&
    !isNamed(service, unwanted) &&
    (port === 0 || portOf(service, port) !== undefined);
  const visible = services(mesh).filter(
    (service) => isVisibleService(service, namespace) && isImported(service),
  );
  return {
    port,
    services: [...groupBy(visible, ({ host }) => host).values()].flatMap(
      (owners) => chooseOwner(owners, namespace) ?? [],
    ),
    virtualServices: importedVirtualServices(mesh, namespace, wanted),
  };
}

function isNamed({ host, owner }: Service, imports: readonly Import[]): boolean {
  return imports.some(
    (each) => (each.namespace === '*' || each.namespace === owner.namespace) && isHostSubset(host, each.host),
  );
}

function importedVirtualServices(
  mesh: Mesh,
  namespace: string,
  wanted: readonly Import[],
): readonly VirtualService[] {
  const ofMesh = [
    ...meshRoutes(mesh, namespace),
    ...virtualServices(mesh).filter(({ gateways }) => gateways.includes('mesh')),
  ];
  const isImported = ({ object, hosts }: VirtualService) =>
    wanted.some(
      (each) =>
        (each.namespace === '*' || each.namespace === object.namespace) &&
        hosts.some(({ name }) => hostsOverlap(name, each.host)),
    );
  return orderedFor(ofMesh, namespace).filter(isImported);
}

/** Imported services, and those that imported routes send traffic to. */
function clustersOf(
  mesh: Mesh,
  namespace: string,
  listeners: readonly EgressListener[],
): ReadonlyMap<string, Service> {
  const clusters = new Map<string, Service>();
  for (const listener of listeners) {
    for (const service of listener.services)
      if (!clusters.has(service.host)) clusters.set(service.host, service);
  }
  for (const host of new Set(
    listeners.flatMap((listener) => listener.virtualServices.flatMap((each) => destinationHosts(mesh, each))),
  )) {
    if (clusters.has(host)) continue;
    const visible = servicesOfHost(mesh, host).filter((service) => isVisibleService(service, namespace));
    const chosen = chooseOwner(visible, namespace);
    if (chosen !== undefined) clusters.set(host, chosen);
  }
  return clusters;
}

function destinationHosts(mesh: Mesh, { http, tls, tcp, object }: VirtualService): readonly string[] {
  const { clusterDomain } = mesh.settings;
  const ofRoute = (route: Fields, namespace: string) =>
    [
      ...route
        .get('route')
        .items()
        .map((each) => each.get('destination')),
      route.get('mirror'),
      ...route
        .get('mirrors')
        .items()
        .map((each) => each.get('destination')),
    ].flatMap((destination) => {
      const host = destination.get('host').string();
      return host === undefined ? [] : [expandHost(host, namespace, clusterDomain)];
    });
  return [
    ...http.flatMap((rule) => ofRoute(rule.fields, rule.writtenIn.namespace)),
    ...[...tls, ...tcp].flatMap((route) => ofRoute(route, object.namespace)),
  ];
}
