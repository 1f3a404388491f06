/** Services that give one port number of a workload different protocols. */
import { nameList } from '../../base/name-list.ts';
import { defineRule } from '../define-rule.ts';
import { portsOfServices } from './ports-of-services.ts';

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
    noFix: 'Which of the Services gives the right protocol is not written.',
  },
  messages: {
    conflict: ({
      port,
      services,
      count,
    }: {
      port: number;
      services: readonly string[];
      count: number;
      protocols: readonly string[];
    }) => `Port "${port}" has different protocols in the Services ${nameList(services, count)}`,
  },
  effect: 'One of them decides how traffic of both is treated',
  check(ctx) {
    for (const { port, protocols, offering } of portsOfServices(ctx).contested) {
      const services = offering.others(ctx.self, offering.sorts);
      ctx.report({
        message: 'conflict',
        at: 'metadata.name',
        data: {
          port,
          services: services.firstObjects.map((entry) => entry.row.name),
          count: services.count,
          protocols,
        },
        relatedCount: services.count,
        related: services.nearest.map(({ resource }) => ({
          resource,
          path: 'spec.ports',
          part: 'key',
          text: 'selects these pods',
        })),
      });
    }
  },
});
