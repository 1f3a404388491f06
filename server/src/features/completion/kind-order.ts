/** Which kinds people write most, and the short names by which kubectl knows kinds. */

import type { KindId } from '../../base/kind-id.ts';
import { lookUp } from '../../base/look-up.ts';

/** The rest follows in the order of the schemas. */
const ORDER: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Gateway',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/Gateway',
  'telemetry.istio.io/Telemetry',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
  'networking.istio.io/ProxyConfig',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/ReferenceGrant',
];

const SHORT_NAMES: Readonly<Partial<Record<KindId, string>>> = {
  'networking.istio.io/VirtualService': 'vs',
  'networking.istio.io/DestinationRule': 'dr',
  'networking.istio.io/Gateway': 'gw',
  'networking.istio.io/ServiceEntry': 'se',
  'networking.istio.io/WorkloadEntry': 'we',
  'networking.istio.io/WorkloadGroup': 'wg',
  'security.istio.io/AuthorizationPolicy': 'ap',
  'security.istio.io/PeerAuthentication': 'pa',
  'security.istio.io/RequestAuthentication': 'ra',
  'gateway.networking.k8s.io/Gateway': 'gtw',
  'gateway.networking.k8s.io/GatewayClass': 'gc',
  'gateway.networking.k8s.io/ReferenceGrant': 'refgrant',
  'gateway.networking.k8s.io/BackendTLSPolicy': 'btlspolicy',
  'gateway.networking.k8s.io/ListenerSet': 'lset',
  'core/Service': 'svc',
  'core/Namespace': 'ns',
  'core/ConfigMap': 'cm',
  'core/ServiceAccount': 'sa',
  'core/Pod': 'po',
  'apps/Deployment': 'deploy',
  'apps/StatefulSet': 'sts',
  'apps/DaemonSet': 'ds',
};

/** Those of the list first, in its order; a stable sort keeps the others. */
export function byUse(a: KindId, b: KindId): number {
  return placeOf(a) - placeOf(b);
}

/** What the typed text is matched with: `vs VirtualService`. */
export function kindWords(id: KindId, name: string): string {
  const short = lookUp(SHORT_NAMES, id);
  return short === undefined ? name : `${short} ${name}`;
}

function placeOf(id: KindId): number {
  const at = ORDER.indexOf(id);
  return at < 0 ? ORDER.length : at;
}

/** The whole short name is typed: that kind is meant, whatever else begins with these letters. */
export function isShortName(id: KindId, typed: string): boolean {
  return typed !== '' && lookUp(SHORT_NAMES, id) === typed.toLowerCase();
}
