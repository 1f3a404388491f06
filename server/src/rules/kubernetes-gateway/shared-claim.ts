/** Two Gateways of the Gateway API listen for one hostname on one port, or ask for one address. */
import { nameList } from '../../base/name-list.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { type Claim, claimsOf, gatewayClaims } from '../../workspace/tables/gateway-claims.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly value: string;
  readonly others: readonly string[];
  readonly count: number;
}

const claims = defineCrowds(gatewayClaims, () => '');

export const sharedClaim = defineRule({
  id: 'kubernetes-gateway/shared-claim',
  title: 'Another Gateway has the same listener or address',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['gateway.networking.k8s.io/Gateway'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    { tool: 'kiali', code: 'KIA1501' },
    { tool: 'kiali', code: 'KIA1502' },
  ],
  docs: {
    why: 'Each Gateway gets proxies and an address of its own. When two have a listener for the same hostname, port and protocol, the name can lead to one of them only, and routes of the other are never used. An address that two ask for goes to one.',
    fix: 'Attach the routes to one Gateway, or give each its own hostname or address.',
    differs: 'Kiali leaves out Gateways of the same name in other namespaces; here they count.',
    noFix: 'Which of the Gateways should have the listener is not written.',
  },
  messages: {
    listener: ({ value, others, count }: Data) =>
      `Hostname "${value}" has the same listener in ${nameList(others, count)}`,
    address: ({ value, others, count }: Data) =>
      `Address "${value}" is also asked for by ${nameList(others, count)}`,
  },
  effect: 'Clients reach one of them only',
  check(ctx) {
    for (const claim of claimsOf(ctx.resource)) {
      const crowd = claims.of(ctx.world, claim.key);
      const others = crowd.others(ctx.self, crowd.sorts);
      if (others.count === 0) continue;
      ctx.report({
        message: claim.kind,
        at: claim.path,
        data: {
          value: claim.value,
          others: others.firstObjects.map(({ resource }) => `${resource.namespace}/${resource.name}`),
          count: others.objectCount,
        },
        equivalents: [codeOf(claim)],
        relatedCount: others.count,
        related: others.nearest.map(({ resource, row }) => ({
          resource,
          path: row.path,
          text: 'the same here',
        })),
      });
    }
  },
});

function codeOf({ kind }: Claim) {
  return { tool: 'kiali', code: kind === 'listener' ? 'KIA1501' : 'KIA1502' } as const;
}
