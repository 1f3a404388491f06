/** Gateways, the pods that carry them, and the hosts that they let in. */
import { carries } from '../semantics/fields.ts';
import { intersection } from '../semantics/gateway-http.ts';
import { gatewayServers } from '../semantics/gateway-servers.ts';
import { virtualServices } from '../semantics/virtual-services.ts';
import { workloads } from '../semantics/workloads.ts';
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
    const pods = workloads(mesh).filter(({ labels }) => carries(labels, selector));
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
    for (const virtualService of virtualServices(mesh)) {
      if (!virtualService.gateways.includes(object.id)) continue;
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
