/** Every definition of every object, shadowed ones included. Key: the resource key. */
import type { KindId } from '../../base/kind-id.ts';
import { FACT_KINDS } from '../../model/known-kinds.ts';
import { defineTable } from '../table.ts';

export const DEFINED_KINDS: readonly KindId[] = [
  ...FACT_KINDS,
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Gateway',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/ProxyConfig',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'gateway.networking.k8s.io/ReferenceGrant',
];

export const definitions = defineTable<{ readonly key: string }>({
  name: 'definitions',
  kinds: DEFINED_KINDS,
  definitions: 'all',
  *rows(resource) {
    if (resource.name !== '') yield [resource.key, { key: resource.key }];
  },
});
