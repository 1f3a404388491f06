/** Keys that most people look for first; they are listed before their siblings. */

import { kindName } from '../../base/kind-id.ts';
import type { KindSchema } from '../../schema/field-schema.ts';

export interface CommonKeys {
  /** Absent: any kind. */
  readonly kind?: string;
  /** End of the path of the object. */
  readonly at: string;
  readonly keys: readonly string[];
}

export const COMMON_KEYS: readonly CommonKeys[] = [
  { at: 'metadata', keys: ['name', 'namespace', 'labels', 'annotations'] },
  { kind: 'VirtualService', at: 'spec', keys: ['hosts', 'gateways', 'http'] },
  { kind: 'VirtualService', at: 'http[]', keys: ['match', 'route', 'redirect', 'timeout', 'retries'] },
  { kind: 'VirtualService', at: 'match[]', keys: ['uri', 'headers', 'method', 'port'] },
  { kind: 'DestinationRule', at: 'spec', keys: ['host', 'trafficPolicy', 'subsets'] },
  {
    kind: 'DestinationRule',
    at: 'trafficPolicy',
    keys: ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'],
  },
  {
    kind: 'DestinationRule',
    at: 'outlierDetection',
    keys: ['consecutive5xxErrors', 'interval', 'baseEjectionTime', 'maxEjectionPercent'],
  },
  { kind: 'Gateway', at: 'servers[]', keys: ['port', 'hosts', 'tls'] },
  { kind: 'Gateway', at: 'servers[].tls', keys: ['mode', 'credentialName', 'httpsRedirect'] },
  { kind: 'ServiceEntry', at: 'spec', keys: ['hosts', 'location', 'ports', 'resolution', 'endpoints'] },
  { kind: 'Sidecar', at: 'spec', keys: ['workloadSelector', 'egress', 'outboundTrafficPolicy'] },
  { kind: 'AuthorizationPolicy', at: 'spec', keys: ['selector', 'targetRefs', 'action', 'rules'] },
  { kind: 'AuthorizationPolicy', at: 'source', keys: ['principals', 'namespaces', 'requestPrincipals'] },
  { kind: 'AuthorizationPolicy', at: 'operation', keys: ['methods', 'paths', 'hosts', 'ports'] },
  { kind: 'RequestAuthentication', at: 'jwtRules[]', keys: ['issuer', 'jwksUri', 'audiences'] },
  { kind: 'HTTPRoute', at: 'rules[]', keys: ['matches', 'filters', 'backendRefs', 'timeouts'] },
  { kind: 'HTTPRoute', at: 'backendRefs[]', keys: ['name', 'port', 'weight'] },
];

/** `path`: that of the key. */
export function isCommon(kind: KindSchema | undefined, path: string): boolean {
  const split = path.lastIndexOf('.');
  const key = path.slice(split + 1);
  const owner = path.slice(0, Math.max(0, split));
  return COMMON_KEYS.some(
    (common) =>
      (common.kind === undefined || (kind !== undefined && common.kind === kindName(kind.id))) &&
      common.keys.includes(key) &&
      owner.endsWith(common.at),
  );
}
