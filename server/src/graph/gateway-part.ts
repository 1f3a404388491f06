/** Gateways, the pods that carry them, and the hosts that they let in. */
import { groupBy } from '../base/group-by.ts';
import { intersection } from '../semantics/gateway-http.ts';
import { type GatewayServer, gatewayServers } from '../semantics/gateway-servers.ts';
import { sameItems } from '../semantics/kept-answers.ts';
import type { Mesh, MeshObject } from '../semantics/mesh.ts';
import { type VirtualService, virtualServicesOf } from '../semantics/virtual-services.ts';
import { workloadsWith } from '../semantics/workloads.ts';
import { GraphBuilder, type GraphNode, type MeshGraph } from './graph-builder.ts';
import { gatewayId, hostId, routeHosts, workloadId } from './graph-ids.ts';
import { keptParts } from './kept-parts.ts';

const GATEWAY = 'networking.istio.io/Gateway';

/** For each gateway one with its pods, and one for each object that names hosts for it: an edit of one leaves the others. */
export function gatewayParts(mesh: Mesh): readonly MeshGraph[] {
  const idOf = ({ id }: MeshObject) => id;
  return mesh.keptList('gateways of the graph', (each) =>
    [
      ...keptParts(each, each.objects(GATEWAY), {
        key: 'graph',
        idOf,
        make: (of, group) => group.flatMap((object) => istioGateway(of, object)),
      }),
      ...keptParts(each, each.objects('gateway.networking.k8s.io/Gateway'), {
        key: 'graph',
        idOf,
        make: (of, group) => group.map((object) => kubernetesGateway(of, object)),
      }),
    ].flat(),
  );
}

function istioGateway(mesh: Mesh, object: MeshObject): readonly MeshGraph[] {
  const ports = object.spec
    .get('servers')
    .items()
    .map(
      (server) =>
        `${server.get('port').get('number').number() ?? '?'}/${server.get('port').get('protocol').string() ?? '?'}`,
    );
  const head = mesh.keptOf(object, 'head of the graph', (each) => {
    const builder = new GraphBuilder();
    const id = builder.node(gatewayNode(each, object, [...new Set(ports)].join(' ')));
    for (const pod of workloadsWith(each, object.spec.get('selector').stringMap())) {
      builder.edge({
        from: id,
        to: workloadId(pod),
        kind: 'selects',
        place: { resource: object.ref, path: 'spec.selector' },
      });
    }
    return builder.part();
  });
  const { namespace, name } = object;
  const admitted = virtualServicesOf(mesh, object.id).map((virtualService) =>
    mesh.keptOf(virtualService, `admitted by ${object.id}`, (each) =>
      admittedBy(each, { namespace, name }, virtualService),
    ),
  );
  return [head, ...admitted];
}

/** The same object over edits of others, so that its card is. */
function gatewayNode(mesh: Mesh, object: MeshObject, note: string): GraphNode {
  const { id, namespace, name, ref } = object;
  return mesh.keptOf(object, 'node', () => ({
    id: gatewayId(id),
    kind: 'gateway',
    namespace,
    name,
    place: { resource: ref, path: 'metadata.name' },
    note,
  }));
}

/** Hosts of one VirtualService that Gateways of one name let in: an edit of it leaves the others as they are. */
function admittedBy(
  mesh: Mesh,
  gateway: Pick<MeshObject, 'namespace' | 'name'>,
  virtualService: VirtualService,
): MeshGraph {
  const builder = new GraphBuilder();
  for (const object of mesh.objectsNamed(GATEWAY, gateway.namespace, gateway.name)) {
    for (const server of serversOf(mesh, object)) {
      for (const { name } of intersection(server, virtualService)) {
        const host = builder.node({ id: hostId(name), kind: 'host', name });
        builder.edge({
          from: gatewayId(object.id),
          to: host,
          kind: 'admits',
          place: { resource: object.ref, path: server.fields.get('hosts').path },
        });
      }
    }
  }
  return builder.part();
}

function serversOf(mesh: Mesh, object: MeshObject): readonly GatewayServer[] {
  return mesh.keptOf(
    object,
    'servers that count',
    (each) => {
      const selector = object.spec.get('selector').stringMap();
      const [pod] = workloadsWith(each, selector);
      return gatewayServers(each, pod?.labels ?? selector).servers.filter(
        ({ gateway }) => gateway === object,
      );
    },
    sameItems,
  );
}

const ROUTES = ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'] as const;

function kubernetesGateway(mesh: Mesh, object: MeshObject): MeshGraph {
  const builder = new GraphBuilder();
  const listeners = object.spec.get('listeners').items();
  const ports = listeners.map(
    (each) => `${each.get('port').number() ?? '?'}/${each.get('protocol').string() ?? '?'}`,
  );
  const id = builder.node(gatewayNode(mesh, object, ports.join(' ')));
  const served = listeners.map((each) => each.get('hostname').string() ?? '*');
  for (const route of routesUnder(mesh, object.id)) {
    for (const name of routeHosts(route.spec.get('hostnames').strings(), served)) {
      const host = builder.node({ id: hostId(name), kind: 'host', name });
      builder.edge({
        from: id,
        to: host,
        kind: 'admits',
        place: { resource: route.ref, path: 'spec.parentRefs' },
      });
    }
  }
  return builder.part();
}

/** Routes that name a Gateway as their parent. */
function routesUnder(mesh: Mesh, gateway: string): readonly MeshObject[] {
  return mesh.keptList(`routes under ${gateway}`, (each) => {
    const groups = each.kept('routes by gateway', (of) =>
      groupBy(
        ROUTES.flatMap((kind) => of.objects(kind)).flatMap((route) =>
          [...parentsOf(route)].map((parent) => ({ parent, route })),
        ),
        ({ parent }) => parent,
      ),
    );
    return (groups.get(gateway) ?? []).map(({ route }) => route);
  });
}

function parentsOf({ spec, namespace }: MeshObject): ReadonlySet<string> {
  const parents = spec
    .get('parentRefs')
    .items()
    .filter((parent) => (parent.get('kind').string() ?? 'Gateway') === 'Gateway');
  return new Set(
    parents.map(
      (parent) => `${parent.get('namespace').string() ?? namespace}/${parent.get('name').string() ?? ''}`,
    ),
  );
}
