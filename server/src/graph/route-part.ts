/** Hosts, their routes in order, and where each route sends its requests. */
import type { Fields } from '../semantics/fields.ts';
import type { Mesh, MeshObject } from '../semantics/mesh.ts';
import { expandHost, gatewayReference } from '../semantics/names.ts';
import { chooseOwner, servicesOfHost } from '../semantics/registry.ts';
import { rankOfRule } from '../semantics/route-rules.ts';
import { type HttpRule, type VirtualService, virtualServices } from '../semantics/virtual-services.ts';
import { type EdgeKind, GraphBuilder, type GraphNode, type MeshGraph } from './graph-builder.ts';
import { hostId, routeHosts, serviceId, subsetId } from './graph-ids.ts';
import { keptParts } from './kept-parts.ts';
import { subsetNames } from './service-part.ts';

/** Note of a route that injects faults. */
export const FAULT = 'fault injection';
const EVERYTHING = 'everything else';

export function routeParts(mesh: Mesh): readonly MeshGraph[] {
  return mesh.keptList('routes of the graph', (each) => [
    ...keptParts(each, virtualServices(each), {
      key: 'graph',
      idOf: ({ object }) => object.id,
      make: (of, group) => partOf(of, group, addVirtualService),
    }),
    ...keptParts(
      each,
      ROUTES.flatMap((kind) => each.objects(kind)),
      {
        key: 'routes of the graph',
        // An HTTPRoute and a GRPCRoute of one name have the ids of their rules in common.
        idOf: ({ id }) => id,
        make: (of, group) => partOf(of, group, addRoute),
      },
    ),
  ]);
}

const ROUTES = ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'] as const;

/** Collects for one part, of one mesh. */
class PartBuilder extends GraphBuilder {
  readonly mesh: Mesh;

  constructor(mesh: Mesh) {
    super();
    this.mesh = mesh;
  }
}

function partOf<Item>(
  mesh: Mesh,
  group: readonly Item[],
  addTo: (builder: PartBuilder, item: Item) => void,
): MeshGraph {
  const builder = new PartBuilder(mesh);
  for (const item of group) addTo(builder, item);
  return builder.part();
}

function addVirtualService(
  builder: PartBuilder,
  { object, hosts, gateways, http, tls, tcp }: VirtualService,
): void {
  const own = hosts.map(({ name, path }) => ({
    id: builder.node({ id: hostId(name), kind: 'host', name }),
    place: { resource: object.ref, path },
  }));
  const routes = [
    ...http.map((rule) => ({
      list: 'http' as const,
      index: rule.index,
      name: rule.name ?? conditionWords(rule),
      fields: rule.fields,
      writtenIn: rule.writtenIn,
    })),
    ...tls.map((fields, index) => ({
      list: 'tls' as const,
      index,
      name: sniWords(fields),
      fields,
      writtenIn: object,
    })),
    ...tcp.map((fields, index) => ({
      list: 'tcp' as const,
      index,
      name: 'connections',
      fields,
      writtenIn: object,
    })),
  ];
  const isBoundTwice = new Set(gateways).size > 1;
  for (const { list, index, name, fields, writtenIn } of routes) {
    const place = { resource: writtenIn.ref, path: fields.path };
    const where = isBoundTwice ? whereWords(fields, writtenIn.namespace) : undefined;
    const id = builder.node({
      id: `route:${object.id}/${list}/${index}`,
      kind: 'route',
      namespace: object.namespace,
      name: where === undefined ? name : name === EVERYTHING ? where : `${name}, ${where}`,
      place,
      turn: { created: object.created, namespace: object.namespace, name: object.name, list, index },
      ...settingsPart(
        fields.get('timeout'),
        fields.get('retries'),
        fields.get('retries').get('perTryTimeout'),
      ),
      ...(fields.get('fault').exists && { note: FAULT }),
    });
    for (const host of own) builder.edge({ from: host.id, to: id, kind: 'selects', place: host.place });
    destinations(builder, id, fields, writtenIn);
  }
}

function settingsPart(whole: Fields, tries: Fields, each: Fields): Pick<GraphNode, 'settings'> {
  const timeout = whole.string();
  const retries = tries.get('attempts').number();
  const perTry = each.string();
  const settings = {
    ...(timeout !== undefined && { timeout }),
    ...(retries !== undefined && { retries }),
    ...(perTry !== undefined && { perTry }),
  };
  return Object.keys(settings).length === 0 ? {} : { settings };
}

/** The first condition says most. */
function conditionWords({ blocks }: HttpRule): string {
  const [first] = blocks;
  return first?.conditions[0]?.text ?? EVERYTHING;
}

/** Of a VirtualService for several proxies: `in mesh`, `at egress`; undefined for a rule that holds at all of them. */
function whereWords(fields: Fields, namespace: string): string | undefined {
  const blocks = fields.get('match').items();
  const named = blocks.map((block) => block.get('gateways').strings());
  if (blocks.length === 0 || named.some((names) => names.length === 0)) return undefined;
  const gateways = new Set(named.flat().map((name) => gatewayReference(name, namespace)));
  return [...gateways]
    .map((id) => (id === 'mesh' ? 'in mesh' : `at ${id.slice(id.indexOf('/') + 1)}`))
    .join(', ');
}

function sniWords(fields: Fields): string {
  return (
    fields
      .get('match')
      .items()
      .flatMap((block) => block.get('sniHosts').strings())
      .join(', ') || 'connections'
  );
}

function destinations(builder: PartBuilder, from: string, fields: Fields, writtenIn: MeshObject): void {
  const routes = fields.get('route').items();
  for (const route of routes) {
    const weight = route.get('weight').number() ?? 0;
    addDestination(builder, from, route.get('destination'), writtenIn, {
      kind: 'routes',
      ...(routes.length > 1 && { weight }),
    });
  }
  if (fields.get('mirror').exists)
    addDestination(builder, from, fields.get('mirror'), writtenIn, { kind: 'mirrors' });
  for (const mirror of fields.get('mirrors').items()) {
    addDestination(builder, from, mirror.get('destination'), writtenIn, { kind: 'mirrors' });
  }
}

function addDestination(
  builder: PartBuilder,
  from: string,
  destination: Fields,
  writtenIn: MeshObject,
  edge: { readonly kind: EdgeKind; readonly weight?: number },
): void {
  const { mesh } = builder;
  const { namespace } = writtenIn;
  const host = expandHost(destination.get('host').string() ?? '', namespace, mesh.settings.clusterDomain);
  const to = targetOf(builder, host, destination.get('subset').string() ?? '', namespace);
  builder.edge({ from, to, ...edge, place: { resource: writtenIn.ref, path: destination.path } });
}

/** Names are looked up everywhere: who may see what is another picture. */
function targetOf(builder: PartBuilder, host: string, subset: string, from: string): string {
  const service = chooseOwner(servicesOfHost(builder.mesh, host), from);
  if (service === undefined) return unknown(builder, { host, subset: '', from });
  if (subset === '') return serviceId(service);
  const isDefined = subsetNames(builder.mesh, service.host).has(subset);
  return isDefined ? subsetId(service, subset) : unknown(builder, { host, subset, from });
}

function unknown(builder: PartBuilder, asked: NonNullable<GraphNode['asked']>): string {
  const { host, subset } = asked;
  const [key, name] = subset === '' ? [host, host] : [`${host}/${subset}`, `${host} ${subset}`];
  return builder.node({ id: `unknown:${key}`, kind: 'unknown', name, asked });
}

function addRoute(builder: PartBuilder, route: MeshObject): void {
  const { mesh } = builder;
  const hosts = hostsOfRoute(mesh, route).map((name) =>
    builder.node({ id: hostId(name), kind: 'host', name }),
  );
  for (const [index, rule] of route.spec.get('rules').items().entries()) {
    const place = { resource: route.ref, path: rule.path };
    const name =
      rule.get('name').string() ??
      rule.get('matches').items()[0]?.get('path').get('value').string() ??
      EVERYTHING;
    const id = builder.node({
      id: `route:${route.id}/rules/${index}`,
      kind: 'route',
      namespace: route.namespace,
      name,
      place,
      ...settingsPart(
        rule.get('timeouts').get('request'),
        rule.get('retry'),
        rule.get('timeouts').get('backendRequest'),
      ),
      turn: {
        created: route.created,
        namespace: route.namespace,
        name: route.name,
        list: 'rules',
        index,
        rank: rankOfRule(route, rule),
      },
    });
    for (const host of hosts)
      builder.edge({
        from: host,
        to: id,
        kind: 'selects',
        place: { resource: route.ref, path: 'spec.hostnames' },
      });
    const backends = rule.get('backendRefs').items();
    for (const backend of backends) {
      const weight = backend.get('weight').number() ?? 1;
      builder.edge({
        from: id,
        to: backendTarget(builder, route, backend),
        kind: 'routes',
        ...(backends.length > 1 && { weight }),
        place: { resource: route.ref, path: backend.path },
      });
    }
    for (const filter of rule.get('filters').items()) {
      const mirror = filter.get('requestMirror').get('backendRef');
      if (mirror.exists)
        builder.edge({
          from: id,
          to: backendTarget(builder, route, mirror),
          kind: 'mirrors',
          place: { resource: route.ref, path: mirror.path },
        });
    }
  }
}

function hostsOfRoute(mesh: Mesh, route: MeshObject): readonly string[] {
  const parents = route.spec.get('parentRefs').items();
  const ofServices = parents.flatMap((parent) => {
    if (parent.get('kind').string() !== 'Service') return [];
    const namespace = parent.get('namespace').string() ?? route.namespace;
    return [expandHost(parent.get('name').string() ?? '', namespace, mesh.settings.clusterDomain)];
  });
  const written = route.spec.get('hostnames').strings();
  const ofGateways =
    ofServices.length === parents.length ? [] : routeHosts(written, written.length === 0 ? ['*'] : written);
  return [...new Set([...ofServices, ...ofGateways])];
}

function backendTarget(builder: PartBuilder, route: MeshObject, backend: Fields): string {
  const { mesh } = builder;
  const name = backend.get('name').string() ?? '';
  const namespace = backend.get('namespace').string() ?? route.namespace;
  const isHostname = backend.get('kind').string() === 'Hostname';
  const host = isHostname ? name : expandHost(name, namespace, mesh.settings.clusterDomain);
  return targetOf(builder, host, '', route.namespace);
}
