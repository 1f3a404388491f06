/** Gateways of the Gateway API and the ListenerSets that add to them. Waypoints are such Gateways. */
import type { KindId } from '../../base/kind-id.ts';
import { type AllowedRoutes, gatewayApiListeners } from '../../model/gateway-api-listeners.ts';
import type { Resource } from '../../model/resource.ts';
import { labelsOf } from '../../model/system-objects.ts';
import { defineTable } from '../table.ts';

export interface ListenerRow {
  readonly path: string;
  readonly name: string;
  /** 0 where it is not known. */
  readonly port: number;
  readonly protocol: string;
  /** `*` when absent. */
  readonly hostname: string;
  readonly allowedRoutes: AllowedRoutes;
}

export interface KubernetesGatewayRow {
  readonly name: string;
  readonly namespace: string;
  readonly className: string;
  /** What a waypoint is for: label `istio.io/waypoint-for`. */
  readonly waypointFor: string;
  readonly listeners: readonly ListenerRow[];
  /** A template may add others to its listeners. */
  readonly hasMoreListeners?: true;
  /** Namespaces whose ListenerSets it takes. */
  readonly allowedListeners: AllowedRoutes;
}

const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';

/** Key: `namespace/name`; every one also stands under its namespace. */
export const kubernetesGateways = defineTable<KubernetesGatewayRow>({
  name: 'kubernetesGateways',
  kinds: [GATEWAY],
  *rows(resource) {
    const row: KubernetesGatewayRow = {
      name: resource.name,
      namespace: resource.namespace,
      className: resource.facts(gatewayApiListeners).className?.value ?? '',
      waypointFor: labelsOf(resource)['istio.io/waypoint-for'] ?? 'service',
      listeners: listenerRows(resource),
      ...(resource.isOpen('spec.listeners') && { hasMoreListeners: true as const }),
      allowedListeners: resource.facts(gatewayApiListeners).allowedListeners,
    };
    yield [`${row.namespace}/${row.name}`, row];
    yield [row.namespace, row];
  },
});

/** Listeners that ListenerSets add. Key: `namespace/name` of the Gateway. */
export const addedListeners = defineTable<Pick<KubernetesGatewayRow, 'listeners' | 'hasMoreListeners'>>({
  name: 'addedListeners',
  kinds: gatewayApiListeners.kinds.filter((kind) => kind !== GATEWAY),
  *rows(resource) {
    const { parent } = resource.facts(gatewayApiListeners);
    if (parent?.name === undefined || parent.kindId !== GATEWAY) return;
    const namespace = parent.namespace?.value ?? resource.namespace;
    yield [
      `${namespace}/${parent.name.value}`,
      {
        listeners: listenerRows(resource),
        ...(resource.isOpen('spec.listeners') && { hasMoreListeners: true as const }),
      },
    ];
  },
});

function listenerRows(resource: Resource): readonly ListenerRow[] {
  return resource.facts(gatewayApiListeners).listeners.map((listener) => ({
    path: listener.path,
    name: listener.name?.value ?? '',
    port: listener.port?.value ?? 0,
    protocol: listener.protocol?.value ?? '',
    hostname: listener.hostname?.value ?? '*',
    allowedRoutes: listener.allowedRoutes,
  }));
}
