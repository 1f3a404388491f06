/** What the objects of a namespace are sorted into. */
import { groupName, type KindId } from '../../base/kind-id.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';

export type Group = 'services' | 'gateways' | 'routes' | 'policies' | 'others';

/** In the order in which they are shown. */
export const GROUPS: readonly { readonly name: Group; readonly label: string }[] = [
  { name: 'services', label: 'Services' },
  { name: 'gateways', label: 'Gateways' },
  { name: 'routes', label: 'Routes' },
  { name: 'policies', label: 'Policies' },
  { name: 'others', label: 'Other resources' },
];

const KINDS: ReadonlyMap<KindId, Group> = new Map<KindId, Group>([
  ['core/Service', 'services'],
  ['networking.istio.io/ServiceEntry', 'services'],
  ['networking.istio.io/Gateway', 'gateways'],
  ['gateway.networking.k8s.io/Gateway', 'gateways'],
  ['networking.istio.io/VirtualService', 'routes'],
  ['networking.istio.io/DestinationRule', 'routes'],
  ['gateway.networking.k8s.io/HTTPRoute', 'routes'],
  ['gateway.networking.k8s.io/GRPCRoute', 'routes'],
  ['gateway.networking.k8s.io/TLSRoute', 'routes'],
  ['gateway.networking.k8s.io/TCPRoute', 'routes'],
  ['gateway.networking.k8s.io/UDPRoute', 'routes'],
]);

/** Undefined for what is no part of the mesh's own configuration. */
export function groupOf(kind: KindId): Group | undefined {
  const known = KINDS.get(kind);
  if (known !== undefined) return known;
  const group = groupName(kind);
  if (group === 'security.istio.io') return 'policies';
  return OWN_GROUPS.includes(group) ? 'others' : undefined;
}
