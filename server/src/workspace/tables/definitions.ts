/** Every definition of every object, shadowed ones included. Key: the resource key. */
import type { KindId } from '../../base/kind-id.ts';
import { LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { FACT_KINDS } from '../../model/known-kinds.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import { POLICY_KINDS } from '../../model/policy-target.ts';
import { labelsOf } from '../../model/system-objects.ts';
import { DECLARED_WORKLOAD } from '../../model/workload.ts';
import { defineTable } from '../table.ts';

export const DEFINED_KINDS: readonly KindId[] = [
  ...FACT_KINDS,
  ...ROUTE_KINDS,
  ...LISTENER_KINDS,
  ...POLICY_KINDS,
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
  'gateway.networking.k8s.io/GatewayClass',
  'gateway.networking.k8s.io/ReferenceGrant',
  'gateway.networking.k8s.io/BackendTLSPolicy',
  'gateway.networking.x-k8s.io/XBackend',
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy',
  'gateway.networking.x-k8s.io/XMesh',
  DECLARED_WORKLOAD,
];

export interface DefinitionRow {
  readonly key: string;
  /** Objects of different networks or clusters never meet. */
  readonly network?: string;
  /** Nobody wrote the namespace: it may land in any. */
  readonly isOpen?: true;
}

const NETWORKS = ['topology.istio.io/network', 'topology.istio.io/cluster'] as const;

export const definitions = defineTable<DefinitionRow>({
  name: 'definitions',
  kinds: DEFINED_KINDS,
  definitions: 'all',
  *rows(resource) {
    if (resource.name === '') return;
    const labels = labelsOf(resource);
    const network = NETWORKS.flatMap((label) => labels[label] ?? []).join('/');
    yield [
      resource.key,
      {
        key: resource.key,
        ...(network !== '' && { network }),
        ...(isInOpenNamespace(resource) && { isOpen: true }),
      },
    ];
  },
});
