/** Whose proxies know a host: sidecars of a namespace, workloads that routes ask for by label, gateways. */
import { carries } from '../../semantics/fields.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import { meshRoutes } from '../../semantics/mesh-routes.ts';
import { servicesOfHost } from '../../semantics/registry.ts';
import { reachOf, type VirtualService, virtualServices } from '../../semantics/virtual-services.ts';
import { workloads } from '../../semantics/workloads.ts';
import { hostsOfGateway, portsOf, tableNames } from './route-subject.ts';
import type { Choice } from './routes-data.ts';

export type Viewpoint =
  | { readonly sort: 'sidecars'; readonly namespace: string }
  | { readonly sort: 'workload'; readonly id: string }
  /** An Istio Gateway, or one of the Gateway API. */
  | { readonly sort: 'gateway' | 'listener'; readonly id: string; readonly port: number };

export interface OfferedViewpoint extends Choice {
  readonly viewpoint: Viewpoint;
}

/** More than a person picks from. */
const MAX_SIDECARS = 300;

/** The one that an object means first: its own namespace's sidecars, or its gateway. */
export function viewpointsOf(mesh: Mesh, host: string, home: string): readonly OfferedViewpoint[] {
  const inMesh = sidecarViews(mesh, host, home);
  const gateways = gatewayViews(mesh, host);
  return [...inMesh, ...gateways];
}

function sidecarViews(mesh: Mesh, host: string, home: string): readonly OfferedViewpoint[] {
  const bound = virtualServices(mesh).filter(
    ({ gateways, hosts }) => gateways.includes('mesh') && hosts.some(({ name }) => name === host),
  );
  const isRouted = (namespace: string) =>
    bound.some((each) => reachOf(each, namespace) !== undefined) ||
    meshRoutes(mesh, namespace).some(({ hosts }) => hosts.some(({ name }) => name === host));
  const isService = servicesOfHost(mesh, host).length > 0;
  const namespaces = [...new Set([home, ...workloadNamespaces(mesh)])].slice(0, MAX_SIDECARS);
  const sidecars = namespaces
    .filter((namespace) => namespace !== '' && (isService || isRouted(namespace)))
    .map((namespace) => ({
      id: `sidecars ${namespace}`,
      text: `sidecars in ${namespace}`,
      viewpoint: { sort: 'sidecars' as const, namespace },
    }));
  return [...sidecars, ...labelledViews(mesh, bound)];
}

function workloadNamespaces(mesh: Mesh): readonly string[] {
  return mesh.once('namespaces of workloads', () => [
    ...new Set(workloads(mesh).map(({ namespace }) => namespace)),
  ]);
}

/** Clients that some route asks for by their labels see other routes than their neighbours. */
function labelledViews(mesh: Mesh, bound: readonly VirtualService[]): readonly OfferedViewpoint[] {
  const asked = bound.flatMap(({ http, object }) =>
    http.flatMap(({ fields }) =>
      fields
        .get('match')
        .items()
        .map((block) => ({ object, labels: block.get('sourceLabels').stringMap() }))
        .filter(({ labels }) => labels.size > 0),
    ),
  );
  if (asked.length === 0) return [];
  return workloads(mesh)
    .filter(({ labels }) => asked.some((each) => carries(labels, each.labels)))
    .slice(0, MAX_SIDECARS)
    .map(({ id }) => ({
      id: `workload ${id}`,
      text: `workload ${id}`,
      viewpoint: { sort: 'workload' as const, id },
    }));
}

function gatewayViews(mesh: Mesh, host: string): readonly OfferedViewpoint[] {
  const istio = mesh.objects('networking.istio.io/Gateway').flatMap((gateway) =>
    gateway.spec
      .get('servers')
      .items()
      .flatMap((server) => server.get('port').get('number').number() ?? [])
      .filter((port, index, all) => all.indexOf(port) === index)
      .filter((port) => hostsOfGateway(mesh, gateway, port).includes(host))
      .map((port) => ({ sort: 'gateway' as const, id: gateway.id, port })),
  );
  const kubernetes = mesh.objects('gateway.networking.k8s.io/Gateway').flatMap((gateway) =>
    portsOf(gateway)
      .filter((port) => tableNames(mesh, gateway, port).includes(host))
      .map((port) => ({ sort: 'listener' as const, id: gateway.id, port })),
  );
  return [...istio, ...kubernetes].map((viewpoint) => ({
    id: `${viewpoint.sort} ${viewpoint.id} ${viewpoint.port}`,
    text: `gateway ${viewpoint.id}, port ${viewpoint.port}`,
    viewpoint,
  }));
}
