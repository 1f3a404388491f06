/** Members that a new object is inserted with beyond the required ones, because hardly anybody writes it without them. */
import { kindName } from '../../base/kind-id.ts';
import type { FieldSchema, KindSchema } from '../../schema/field-schema.ts';

export interface Starter {
  readonly kind: string;
  /** End of the path of the object. */
  readonly at: string;
  readonly keys: readonly string[];
}

export const STARTERS: readonly Starter[] = [
  { kind: 'VirtualService', at: 'http[]', keys: ['route'] },
  { kind: 'VirtualService', at: 'mirrors[]', keys: ['destination'] },
  { kind: 'VirtualService', at: 'retries', keys: ['attempts', 'perTryTimeout'] },
  { kind: 'VirtualService', at: 'fault.delay', keys: ['percentage', 'fixedDelay'] },
  { kind: 'VirtualService', at: 'fault.abort', keys: ['percentage', 'httpStatus'] },
  { kind: 'VirtualService', at: 'delegate', keys: ['name'] },
  { kind: 'DestinationRule', at: 'subsets[]', keys: ['name', 'labels'] },
  { kind: 'DestinationRule', at: '.tls', keys: ['mode'] },
  { kind: 'DestinationRule', at: 'portLevelSettings[]', keys: ['port'] },
  { kind: 'DestinationRule', at: 'tcpKeepalive', keys: ['time', 'interval'] },
  { kind: 'Gateway', at: 'servers[].tls', keys: ['mode'] },
  { kind: 'ServiceEntry', at: 'ports[]', keys: ['number', 'name', 'protocol'] },
  { kind: 'ServiceEntry', at: 'endpoints[]', keys: ['address'] },
  { kind: 'PeerAuthentication', at: 'mtls', keys: ['mode'] },
  { kind: 'PeerAuthentication', at: 'portLevelMtls{}', keys: ['mode'] },
  { kind: 'RequestAuthentication', at: 'jwtRules[]', keys: ['issuer', 'jwksUri'] },
  { kind: 'AuthorizationPolicy', at: 'from[]', keys: ['source'] },
  { kind: 'AuthorizationPolicy', at: 'to[]', keys: ['operation'] },
  { kind: 'AuthorizationPolicy', at: 'when[]', keys: ['key', 'values'] },
  { kind: 'EnvoyFilter', at: 'configPatches[]', keys: ['applyTo', 'match', 'patch'] },
  { kind: 'EnvoyFilter', at: 'patch', keys: ['operation', 'value'] },
  { kind: 'Telemetry', at: 'providers[]', keys: ['name'] },
  { kind: 'HTTPRoute', at: 'rules[]', keys: ['backendRefs'] },
  { kind: 'HTTPRoute', at: 'backendRefs[]', keys: ['name', 'port'] },
  { kind: 'GRPCRoute', at: 'rules[]', keys: ['backendRefs'] },
  { kind: 'GRPCRoute', at: 'backendRefs[]', keys: ['name', 'port'] },
  { kind: 'TCPRoute', at: 'backendRefs[]', keys: ['name', 'port'] },
  { kind: 'TLSRoute', at: 'backendRefs[]', keys: ['name', 'port'] },
  { kind: 'MeshConfig', at: 'outboundTrafficPolicy', keys: ['mode'] },
  { kind: 'MeshConfig', at: 'inboundTrafficPolicy', keys: ['mode'] },
];

/** Names of the members that an object at `path` starts with, in schema order. */
export function starterKeys(
  kind: KindSchema | undefined,
  path: string,
  field: FieldSchema,
): readonly string[] {
  const members = [...(field.fields ?? [])];
  if (members.length === 1) return members.map(([name]) => name);
  const known = STARTERS.find(
    (starter) => kind !== undefined && starter.kind === kindName(kind.id) && path.endsWith(starter.at),
  );
  return members
    .filter(([name, member]) => member.required === true || known?.keys.includes(name) === true)
    .map(([name]) => name);
}
