/** Services that give one port number of a workload different protocols. */
import { isGeneratedForGateway, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { isInSameCluster } from '../../workspace/resolve/clusters.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { servicesSelecting } from '../../workspace/resolve/workloads.ts';
import { workloadRow } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';

export const conflictingServices = defineRule({
  id: 'workload/conflicting-services',
  title: 'Services give one port of a workload different protocols',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0116', analyzer: 'deployment.MultiServiceAnalyzer' }],
  docs: {
    why: 'The proxy in the pod has one way to treat a port. When two Services with the same port number and different protocols select the pod, one of them decides for both.',
    fix: 'Give the Services the same protocol for the number, or different numbers.',
    differs:
      'One Service that offers a number for TCP and for UDP is no conflict; upstream says so. StatefulSets and DaemonSets are looked at too.',
  },
  messages: {
    conflict: ({
      port,
      services,
    }: {
      port: number;
      services: readonly string[];
      protocols: readonly string[];
    }) =>
      `Port "${port}" has different protocols in the Services ${services.map((name) => `"${name}"`).join(', ')}`,
  },
  effect: 'One of them decides how traffic of both is treated',
  check(ctx) {
    const row = workloadRow(ctx.resource);
    if (isInIgnoredNamespace(ctx.resource)) return;
    if (isGeneratedForGateway(labelsOf(ctx.resource)) || meshMembership(ctx.world, row) !== 'in') return;
    const services = servicesSelecting(ctx.world, row).filter(({ resource }) =>
      isInSameCluster(ctx.world, ctx.self, resource),
    );
    const numbers = new Set(services.flatMap((entry) => entry.row.ports.map(({ number }) => number)));
    for (const port of [...numbers].sort((a, b) => a - b)) {
      const offering = services.filter((entry) => entry.row.ports.some(({ number }) => number === port));
      const ports = offering.flatMap((entry) => entry.row.ports.filter(({ number }) => number === port));
      const protocols = [...new Set(ports.map(({ protocol }) => protocol))];
      if (offering.length < 2 || protocols.length < 2) continue;
      ctx.report({
        message: 'conflict',
        at: 'metadata.name',
        data: { port, services: offering.map((entry) => entry.row.name), protocols },
        related: offering.map(({ resource }) => ({
          resource,
          path: 'spec.ports',
          part: 'key',
          text: 'selects these pods',
        })),
      });
    }
  },
});
