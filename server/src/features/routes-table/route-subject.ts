/** Which hosts an object is about, and from which objects of the mesh their routes can be seen. */
import { hostsOverlap } from '../../primitives/host-match.ts';
import { intersection } from '../../semantics/gateway-http.ts';
import { gatewayServers } from '../../semantics/gateway-servers.ts';
import { kubernetesGatewayTable } from '../../semantics/kubernetes-gateway.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { expandHost } from '../../semantics/names.ts';
import { gatewayClient } from '../../semantics/trace.ts';
import { virtualServices } from '../../semantics/virtual-services.ts';
import type { Slot } from '../../workspace/slot.ts';

/** Kinds that the panel follows, as a person reads them. */
export const ROUTED_KINDS =
  'VirtualService, Gateway, HTTPRoute, GRPCRoute, Service, ServiceEntry or DestinationRule';

/** Hosts in full, in the order of the file; empty for objects that are about none. */
export function hostsOf(mesh: Mesh, slot: Slot): readonly string[] {
  const object = mesh.objects(slot.kindId).find(({ ref }) => ref === slot);
  return object === undefined ? [] : [...new Set(hostsOfObject(mesh, object))];
}

/** Hosts in full that an object of the mesh is about. */
export function hostsOfObject(mesh: Mesh, object: MeshObject): readonly string[] {
  const { clusterDomain } = mesh.settings;
  switch (object.kind) {
    case 'networking.istio.io/VirtualService':
      return hostsOfVirtualService(mesh, object);
    case 'networking.istio.io/Gateway':
      return hostsOfGateway(mesh, object);
    case 'gateway.networking.k8s.io/Gateway':
      return portsOf(object).flatMap((port) => tableNames(mesh, object, port));
    case 'gateway.networking.k8s.io/HTTPRoute':
    case 'gateway.networking.k8s.io/GRPCRoute':
      return hostsOfRoute(mesh, object);
    case 'core/Service':
      return [expandHost(object.name, object.namespace, clusterDomain)];
    case 'networking.istio.io/ServiceEntry':
      return object.spec.get('hosts').strings();
    case 'networking.istio.io/DestinationRule': {
      const host = object.spec.get('host').string();
      return host === undefined || host === '' ? [] : [expandHost(host, object.namespace, clusterDomain)];
    }
    default:
      return [];
  }
}

/** Of a delegate the hosts of those that hand requests to it. */
function hostsOfVirtualService(mesh: Mesh, object: MeshObject): readonly string[] {
  return virtualServices(mesh)
    .filter((each) => each.object === object || each.http.some(({ writtenIn }) => writtenIn === object))
    .flatMap(({ hosts }) => hosts.map(({ name }) => name));
}

/** Hosts that a Gateway lets VirtualServices answer. */
export function hostsOfGateway(mesh: Mesh, gateway: MeshObject, port?: number): readonly string[] {
  const { labels } = gatewayClient(mesh, gateway.id);
  const servers = gatewayServers(mesh, labels).servers.filter(
    (server) => server.gateway === gateway && (port === undefined || server.port === port),
  );
  const bound = virtualServices(mesh).filter(({ gateways }) => gateways.includes(gateway.id));
  return servers.flatMap((server) =>
    bound.flatMap((virtualService) => intersection(server, virtualService).map(({ name }) => name)),
  );
}

function hostsOfRoute(mesh: Mesh, route: MeshObject): readonly string[] {
  const parents = route.spec.get('parentRefs').items();
  const services = parents
    .filter((parent) => parent.get('kind').string() === 'Service')
    .map((parent) =>
      expandHost(
        parent.get('name').string() ?? '',
        parent.get('namespace').string() ?? route.namespace,
        mesh.settings.clusterDomain,
      ),
    );
  const written = route.spec.get('hostnames').strings();
  const gateways = mesh
    .objects('gateway.networking.k8s.io/Gateway')
    .filter((gateway) =>
      parents.some(
        (parent) =>
          (parent.get('kind').string() ?? 'Gateway') === 'Gateway' &&
          parent.get('name').string() === gateway.name &&
          (parent.get('namespace').string() ?? route.namespace) === gateway.namespace,
      ),
    );
  const ofGateways = gateways.flatMap((gateway) =>
    portsOf(gateway)
      .flatMap((port) => tableNames(mesh, gateway, port))
      .filter((name) => written.length === 0 || written.some((host) => hostsOverlap(host, name))),
  );
  return [...services, ...ofGateways];
}

/** Ports of the listeners of a Gateway of the Gateway API. */
export function portsOf(gateway: MeshObject): readonly number[] {
  const ports = gateway.spec
    .get('listeners')
    .items()
    .flatMap((listener) => listener.get('port').number() ?? []);
  return [...new Set(ports)];
}

export function tableNames(mesh: Mesh, gateway: MeshObject, port: number): readonly string[] {
  const table = kubernetesGatewayTable(mesh, gateway, port);
  return table === undefined ? [] : [...table.exact.values(), ...table.wildcards].map(({ name }) => name);
}
