/** Two Gateways of one workload use the same certificate. */
import { gateway } from '../../model/gateway.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { certificateOf, gatewayCertificates } from '../../workspace/tables/gateway-servers.ts';
import { defineRule } from '../define-rule.ts';

export const duplicateCertificate = defineRule({
  id: 'gateway/duplicate-certificate',
  title: 'Several Gateways use the same certificate',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0138', analyzer: 'gateway.CertificateAnalyzer' }],
  docs: {
    why: 'Browsers reuse an HTTP/2 connection for every host that its certificate covers. When those hosts belong to different Gateways, requests for the second host arrive on the connection of the first, whose routes do not know it, and get 404.',
    fix: 'Put the hosts that share a certificate into one server of one Gateway, or give each its own certificate.',
    differs:
      'Reported at the credential. As upstream, only the Gateway whose selector is included in the other one is reported when selectors differ.',
  },
  messages: {
    shared: ({ certificate, others }: { certificate: string; others: readonly string[] }) =>
      `Certificate "${certificate}" is also used by ${others.map((name) => `"${name}"`).join(', ')}`,
  },
  effect: 'Browsers that reuse a connection across its hosts get 404',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    const scope = gatewayScope(ctx.world, ctx.resource.namespace);
    for (const server of servers) {
      const certificate = certificateOf(server);
      if (certificate === undefined) continue;
      const others = ctx.world
        .read(gatewayCertificates, certificate.key)
        .filter(
          ({ row, resource }) =>
            resource.key !== ctx.self.key &&
            (scope === '*' || resource.namespace === scope) &&
            selectorMatches(selector, row.selector),
        );
      if (others.length === 0) continue;
      ctx.report({
        message: 'shared',
        at: certificate.path,
        data: { certificate: certificate.name, others: [...new Set(others.map(({ row }) => row.gateway))] },
        related: others.map(({ row, resource }) => ({
          resource,
          path: row.path,
          text: 'also uses this certificate',
        })),
      });
    }
  },
});
