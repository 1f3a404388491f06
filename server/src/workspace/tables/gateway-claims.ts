/** What Gateways of the Gateway API claim for themselves: listeners with a hostname, and addresses. */
import { gatewayApiListeners } from '../../model/gateway-api-listeners.ts';
import type { Resource } from '../../model/resource.ts';
import { nodeToJson } from '../../yaml/to-json.ts';
import { defineTable } from '../table.ts';

export interface ClaimRow {
  readonly path: string;
}

/** Keys: `listener <port> <protocol> <hostname> <where>` and `address <type> <value>`. */
export const gatewayClaims = defineTable<ClaimRow>({
  name: 'gatewayClaims',
  kinds: ['gateway.networking.k8s.io/Gateway'],
  *rows(resource) {
    for (const { key, path } of claimsOf(resource)) yield [key, { path }];
  },
});

export interface Claim extends ClaimRow {
  readonly key: string;
  readonly kind: 'listener' | 'address';
  /** As written. */
  readonly value: string;
}

export function claimsOf(resource: Resource): readonly Claim[] {
  const where = whereOf(resource);
  const listeners = resource.facts(gatewayApiListeners).listeners.flatMap((listener): Claim[] => {
    const { hostname, port, protocol } = listener;
    if (hostname === undefined || hostname.value === '') return [];
    const key = `listener ${port?.value ?? 0} ${protocol?.value ?? ''} ${hostname.value} ${where}`;
    return [{ kind: 'listener', key, path: hostname.path, value: hostname.value }];
  });
  const addresses = resource.spec
    .get('addresses')
    .items()
    .flatMap((item): Claim[] => {
      const value = item.get('value').sourcedString();
      if (value === undefined || value.value === '') return [];
      const type = item.get('type').string() ?? 'IPAddress';
      return [
        { kind: 'address', key: `address ${type} ${value.value}`, path: value.path, value: value.value },
      ];
    });
  return [...listeners, ...addresses];
}

/** One name inside and outside is common: Gateways with addresses or an infrastructure of their own are apart on purpose. */
function whereOf({ spec }: Resource): string {
  const [first] = spec.get('addresses').items();
  const { node } = spec.get('infrastructure');
  return JSON.stringify([first?.get('value').string() ?? null, node === undefined ? null : nodeToJson(node)]);
}
