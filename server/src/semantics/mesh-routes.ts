/** HTTPRoutes and GRPCRoutes whose parent is a Service: they act on sidecars as VirtualServices of that service (§2.9). */
import { groupBy } from '../base/group-by.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { expandHost } from './names.ts';
import { type Attachment, compareRoutes, GRPC_ROUTE, HTTP_ROUTE, rankedRules } from './route-rules.ts';
import type { VirtualService } from './virtual-services.ts';

interface MeshParent {
  readonly host: string;
  readonly path: string;
  readonly serviceNamespace: string;
  readonly attachment: Attachment;
}

/**
 * Those that clients of a namespace get, its own (consumer) routes first. A route beside its service (producer) holds
 * for every client.
 */
export function meshRoutes(mesh: Mesh, namespace: string): readonly VirtualService[] {
  const parents = mesh.once('mesh parents', () =>
    [...mesh.objects(HTTP_ROUTE), ...mesh.objects(GRPC_ROUTE)].flatMap((route) => meshParents(mesh, route)),
  );
  const isProducer = ({ serviceNamespace, attachment }: MeshParent) =>
    attachment.route.namespace === serviceNamespace;
  const consumers = parents.filter(
    (parent) => !isProducer(parent) && parent.attachment.route.namespace === namespace,
  );
  return [
    ...asVirtualServices(consumers, [namespace]),
    ...asVirtualServices(parents.filter(isProducer), ['*']),
  ];
}

function asVirtualServices(
  parents: readonly MeshParent[],
  exportTo: readonly string[],
): readonly VirtualService[] {
  return [...groupBy(parents, ({ host }) => host).entries()].flatMap(([host, group]) => {
    const attachments = group.map(({ attachment }) => attachment);
    const first = attachments.map(({ route }) => route).toSorted(compareRoutes)[0];
    if (first === undefined) return [];
    return [
      {
        object: first,
        hosts: [{ name: host, path: group[0]?.path ?? 'spec.parentRefs' }],
        gateways: ['mesh'],
        exportTo,
        http: rankedRules(attachments),
        tls: [],
        tcp: [],
      },
    ];
  });
}

function meshParents(mesh: Mesh, route: MeshObject): readonly MeshParent[] {
  return route.spec
    .get('parentRefs')
    .items()
    .flatMap((parent) => {
      const kind = parent.get('kind').string() ?? 'Gateway';
      const name = parent.get('name').string() ?? '';
      const serviceNamespace = parent.get('namespace').string() ?? route.namespace;
      const attachment = { route, port: parent.get('port').number() };
      const base = { path: parent.path, serviceNamespace, attachment };
      if (kind === 'Service') {
        return [{ ...base, host: expandHost(name, serviceNamespace, mesh.settings.clusterDomain) }];
      }
      if (kind !== 'ServiceEntry') return [];
      const entry = mesh.objectNamed('networking.istio.io/ServiceEntry', serviceNamespace, name);
      return (entry?.spec.get('hosts').strings() ?? []).map((host) => ({ ...base, host }));
    });
}
