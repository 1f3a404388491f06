/** Two Gateways of one workload use the same certificate. */
import { nameList } from '../../base/name-list.ts';
import { gateway } from '../../model/gateway.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { certificateOf, gatewayCertificates } from '../../workspace/tables/gateway-servers.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly certificate: string;
  readonly others: readonly string[];
  readonly count: number;
}

const certificates = defineCrowds(gatewayCertificates, ({ row, resource }) =>
  JSON.stringify([resource.namespace, Object.entries(row.selector).toSorted()]),
);

export const duplicateCertificate = defineRule({
  id: 'gateway/duplicate-certificate',
  title: 'Several Gateways use the same certificate',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0138', analyzer: 'gateway.CertificateAnalyzer' }],
  docs: {
    why: 'Browsers reuse an HTTP/2 connection for every host that its certificate covers. When those hosts belong to different Gateways, requests for the second host arrive on the connection of the first, whose routes do not know it, and get 404.',
    fix: 'Put the hosts that share a certificate into one server of one Gateway, or give each its own certificate.',
    differs:
      'Reported at the credential. As upstream, only the Gateway whose selector is included in the other one is reported when selectors differ.',
    noFix:
      'Whether to put the servers together or to issue another certificate is a decision about hosts and keys.',
  },
  messages: {
    shared: ({ certificate, others, count }: Data) =>
      `Certificate "${certificate}" is also used by ${nameList(others, count)}`,
  },
  effect: 'Browsers that reuse a connection across its hosts get 404',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    const scope = gatewayScope(ctx.world, ctx.resource.namespace);
    for (const server of servers) {
      const certificate = certificateOf(server);
      if (certificate === undefined) continue;
      const crowd = certificates.of(ctx.world, certificate.key);
      const sorts = crowd.sorts.filter(
        ({ sample: { row, resource } }) =>
          (scope === '*' || resource.namespace === scope) && selectorMatches(selector, row.selector),
      );
      const others = crowd.others(ctx.self, sorts);
      if (others.count === 0) continue;
      ctx.report({
        message: 'shared',
        at: certificate.path,
        data: {
          certificate: certificate.name,
          others: others.firstObjects.map(({ row }) => row.gateway),
          count: others.objectCount,
        },
        relatedCount: others.count,
        related: others.nearest.map(({ row, resource }) => ({
          resource,
          path: row.path,
          text: 'also uses this certificate',
        })),
      });
    }
  },
});
