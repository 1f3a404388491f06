/** A destination names a port that its service does not have. */

import { exportedTo } from '../../model/registry-name.ts';
import { allDestinations, virtualService } from '../../model/virtual-service.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes.ts';

export const portNotFound = defineRule({
  id: 'virtual-service/port-not-found',
  title: 'Destination port is not a port of its service',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0101', analyzer: 'virtualservice.DestinationHostAnalyzer' }],
  docs: {
    why: 'A destination port is the *service* port, not the container port. For a port that the service does not declare there is no cluster, so requests that take this route are answered with 503.',
    fix: 'Use one of the ports of the Service or ServiceEntry.',
    differs: 'Ports of all definitions of a host count together; upstream looks at one of them.',
  },
  messages: {
    notFound: ({ host, port, ports }: { host: string; port: number; ports: readonly number[] }) =>
      `Port ${port} is not a port of "${host}" (${ports.length === 0 ? 'it has none' : ports.join(', ')})`,
  },
  effect: 'Requests that take this route are answered with 503',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const exportTo = exportedTo(
      facts.exportTo.map(({ value }) => value),
      ctx.resource.namespace,
    );
    for (const { host, port } of allDestinations(facts)) {
      if (host === undefined || port === undefined) continue;
      const found = lookupHost(ctx.world, host.value, { namespace: ctx.resource.namespace, exportTo });
      if (found.status !== 'found') continue;
      const ports = [
        ...new Set(found.entries.flatMap((entry) => entry.row.ports.map(({ number }) => number))),
      ];
      if (ports.includes(port.value) || found.entries.some(({ row }) => row.hasMorePorts)) continue;
      ctx.report({
        message: 'notFound',
        at: port.path,
        data: { host: host.value, port: port.value, ports },
        related: found.entries.map((entry) => ({
          resource: entry.resource,
          path: 'spec.ports',
          text: 'its ports',
        })),
        fixes: port.path.endsWith('.number') ? ['useKnownPort'] : [],
      });
    }
  },
  fixes: {
    useKnownPort: suggestion((finding) =>
      (finding.data['ports'] as readonly number[]).map((port) => use(finding, port, 'port')),
    ),
  },
});
