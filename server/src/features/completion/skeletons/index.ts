/** All whole-resource skeletons. */
import type { KindId } from '../../../base/kind-id.ts';
import type { Blanks } from '../patterns/fill.ts';
import { GATEWAY_API_SKELETONS } from './gateway-api.ts';
import { NETWORKING_SKELETONS } from './networking.ts';
import { POLICY_SKELETONS } from './policies.ts';
import type { SkeletonTable } from './skeleton.ts';

export const SKELETONS: SkeletonTable = {
  ...NETWORKING_SKELETONS,
  ...POLICY_SKELETONS,
  ...GATEWAY_API_SKELETONS,
};

/** What of the mesh their placeholders stand for. Kinds that are about no service are not named. */
export const SKELETON_BLANKS: Readonly<Partial<Record<KindId, Blanks>>> = {
  'networking.istio.io/VirtualService': { service: 'checkout', subset: 'v1' },
  'networking.istio.io/DestinationRule': { service: 'checkout', versions: ['v1'] },
  'networking.istio.io/EnvoyFilter': { service: 'checkout' },
  'networking.istio.io/ProxyConfig': { service: 'checkout' },
  'security.istio.io/AuthorizationPolicy': { service: 'checkout' },
  'security.istio.io/RequestAuthentication': { service: 'checkout' },
  'extensions.istio.io/WasmPlugin': { service: 'checkout' },
  'extensions.istio.io/TrafficExtension': { service: 'checkout' },
  'gateway.networking.k8s.io/HTTPRoute': { service: 'checkout', port: '8080' },
  'gateway.networking.k8s.io/GRPCRoute': { service: 'inventory', port: '9000' },
  'gateway.networking.k8s.io/TLSRoute': { service: 'ledger', port: '8443' },
  'gateway.networking.k8s.io/TCPRoute': { service: 'orders-db', port: '5432' },
  'gateway.networking.k8s.io/BackendTLSPolicy': { service: 'ledger' },
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': { service: 'checkout' },
};
