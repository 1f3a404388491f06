/** Hosts, their routes in order, and where each route sends its requests. */
import type { Fields } from '../semantics/fields.ts';
import type { Mesh, MeshObject } from '../semantics/mesh.ts';
import { expandHost } from '../semantics/names.ts';
import { chooseOwner, servicesOfHost } from '../semantics/registry.ts';
import { type HttpRule, type VirtualService, virtualServices } from '../semantics/virtual-services.ts';
import { type EdgeKind, GraphBuilder, type GraphNode, type MeshGraph } from './graph-builder.ts';
import { hostId, routeHosts, serviceId, subsetId } from './graph-ids.ts';
import { keptParts } from './kept-parts.ts';
import { subsetNames } from './service-part.ts';

/** Note of a route that injects faults. */
export const FAULT = 'fault injection';

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

function addVirtualService(builder: PartBuilder, { object, hosts, http, tls, tcp }: VirtualService): void {
  const own = hosts.map(({ name, path }) => ({
    id: builder.node({ id: hostId(name), kind: 'host', name }),
    place: { resource: object.ref, path },
  }));
  const routes = [
    ...http.map((rule) => ({
      key: `http/${rule.index}`,
      name: rule.name ?? conditionWords(rule),
      fields: rule.fields,
      writtenIn: rule.writtenIn,
    })),
    ...tls.map((fields, index) => ({
      key: `tls/${index}`,
      name: sniWords(fields),
      fields,
      writtenIn: object,
    })),
    ...tcp.map((fields, index) => ({ key: `tcp/${index}`, name: 'connections', fields, writtenIn: object })),
  ];
  for (const { key, name, fields, writtenIn } of routes) {
    const place = { resource: writtenIn.ref, path: fields.path };
    const id = builder.node({
      id: `route:${object.id}/${key}`,
      kind: 'route',
      namespace: object.namespace,
      name,
      place,
      ...(fields.get('fault').exists && { note: FAULT }),
    });
    for (const host of own) builder.edge({ from: host.id, to: id, kind: 'selects', place: host.place });
    destinations(builder, id, fields, writtenIn);
  }
}

/** The first condition says most. */
function conditionWords({ blocks }: HttpRule): string {
  const [first] = blocks;
  return first?.conditions[0]?.text ?? 'everything else';
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
      'everything else';
    const id = builder.node({
      id: `route:${route.id}/rules/${index}`,
      kind: 'route',
      namespace: route.namespace,
      name,
      place,
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
