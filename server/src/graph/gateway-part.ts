/** Gateways, the pods that carry them, and the hosts that they let in. */
import { groupBy } from '../base/group-by.ts';
import { carries } from '../semantics/fields.ts';
import { intersection } from '../semantics/gateway-http.ts';
import { gatewayServers } from '../semantics/gateway-servers.ts';
import type { Mesh } from '../semantics/mesh.ts';
import { type VirtualService, virtualServices } from '../semantics/virtual-services.ts';
import { type Workload, workloads } from '../semantics/workloads.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { gatewayId, hostId, routeHosts, workloadId } from './graph-ids.ts';

export function gatewayPart(builder: GraphBuilder): void {
  istioGateways(builder);
  kubernetesGateways(builder);
}

function istioGateways(builder: GraphBuilder): void {
  const { mesh } = builder;
  for (const object of mesh.objects('networking.istio.io/Gateway')) {
    const selector = object.spec.get('selector').stringMap();
    const ports = object.spec
      .get('servers')
      .items()
      .map(
        (server) =>
          `${server.get('port').get('number').number() ?? '?'}/${server.get('port').get('protocol').string() ?? '?'}`,
      );
    const id = builder.node({
      id: gatewayId(object.id),
      kind: 'gateway',
      namespace: object.namespace,
      name: object.name,
      place: { resource: object.ref, path: 'metadata.name' },
      note: [...new Set(ports)].join(' '),
    });
    const pods = workloadsWith(mesh, selector);
    for (const pod of pods) {
      builder.edge({
        from: id,
        to: workloadId(pod),
        kind: 'selects',
        place: { resource: object.ref, path: 'spec.selector' },
      });
    }
    const servers = gatewayServers(mesh, pods[0]?.labels ?? selector).servers.filter(
      ({ gateway }) => gateway === object,
    );
    for (const virtualService of virtualServicesOf(mesh, object.id)) {
      for (const server of servers) {
        for (const { name } of intersection(server, virtualService)) {
          const host = builder.node({ id: hostId(name), kind: 'host', name });
          builder.edge({
            from: id,
            to: host,
            kind: 'admits',
            place: { resource: object.ref, path: server.fields.get('hosts').path },
          });
        }
      }
    }
  }
}

function virtualServicesOf(mesh: Mesh, gateway: string): readonly VirtualService[] {
  const known = mesh.once('virtual services by gateway', () => {
    const found = new Map<string, VirtualService[]>();
    for (const each of virtualServices(mesh)) {
      for (const name of new Set(each.gateways)) {
        const group = found.get(name);
        if (group === undefined) found.set(name, [each]);
        else group.push(each);
      }
    }
    return found;
  });
  return known.get(gateway) ?? [];
}

/** Looked for among those that have its first label: meshes have as many gateways as teams. */
function workloadsWith(mesh: Mesh, selector: ReadonlyMap<string, string>): readonly Workload[] {
  const [first] = selector;
  if (first === undefined) return workloads(mesh);
  const [name] = first;
  const groups = mesh.once(`workloads by label ${name}`, () =>
    groupBy(workloads(mesh), ({ labels }) => labels.get(name) ?? ''),
  );
  return (groups.get(first[1]) ?? []).filter(({ labels }) => carries(labels, selector));
}

function kubernetesGateways(builder: GraphBuilder): void {
  const { mesh } = builder;
  for (const object of mesh.objects('gateway.networking.k8s.io/Gateway')) {
    const listeners = object.spec.get('listeners').items();
    const id = builder.node({
      id: gatewayId(object.id),
      kind: 'gateway',
      namespace: object.namespace,
      name: object.name,
      place: { resource: object.ref, path: 'metadata.name' },
      note: listeners
        .map((each) => `${each.get('port').number() ?? '?'}/${each.get('protocol').string() ?? '?'}`)
        .join(' '),
    });
    for (const kind of [
      'gateway.networking.k8s.io/HTTPRoute',
      'gateway.networking.k8s.io/GRPCRoute',
    ] as const) {
      for (const route of mesh.objects(kind)) {
        const isParent = route.spec
          .get('parentRefs')
          .items()
          .some(
            (parent) =>
              (parent.get('kind').string() ?? 'Gateway') === 'Gateway' &&
              parent.get('name').string() === object.name &&
              (parent.get('namespace').string() ?? route.namespace) === object.namespace,
          );
        if (!isParent) continue;
        for (const name of routeHosts(
          route.spec.get('hostnames').strings(),
          listeners.map((each) => each.get('hostname').string() ?? '*'),
        )) {
          const host = builder.node({ id: hostId(name), kind: 'host', name });
          builder.edge({
            from: id,
            to: host,
            kind: 'admits',
            place: { resource: route.ref, path: 'spec.parentRefs' },
          });
        }
      }
    }
  }
}
