/**
 * Everything that decides what happens to a request, whole, as plain JSON: what the semantics engine reads. Key: the kind.
 */
import type { JsonValue } from '../../base/json.ts';
import type { KindId } from '../../base/kind-id.ts';
import { ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { POD_KINDS } from '../../model/workload.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineTable } from '../table.ts';

export interface MeshObjectRow {
  readonly namespace: string;
  readonly name: string;
  /** `metadata.creationTimestamp`; files normally have none: empty. */
  readonly created: string;
  readonly labels: JsonValue;
  readonly annotations: JsonValue;
  readonly spec: JsonValue;
}

export const MESH_OBJECT_KINDS: readonly KindId[] = [
  'core/Namespace',
  'core/Service',
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/WorkloadEntry',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/ReferenceGrant',
  ...ROUTE_KINDS,
  ...POD_KINDS,
];

export const meshObjects = defineTable<MeshObjectRow>({
  name: 'meshObjects',
  kinds: MESH_OBJECT_KINDS,
  isLate: true,
  *rows(resource) {
    if (resource.name === '') return;
    const whole = resource.cursor.json();
    const metadata = isRecord(whole) ? whole['metadata'] : undefined;
    const field = (key: string) => (isRecord(metadata) ? (metadata[key] ?? null) : null);
    const created = field('creationTimestamp');
    yield [
      resource.kindId,
      {
        namespace: resource.namespace,
        name: resource.name,
        created: typeof created === 'string' ? created : '',
        labels: field('labels'),
        annotations: field('annotations'),
        spec: (isRecord(whole) ? whole['spec'] : undefined) ?? null,
      },
    ];
  },
});
