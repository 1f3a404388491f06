/** One port of a workload that is reached through several numbers. */
import { defineRule } from '../define-rule.ts';
import { portsOfServices } from './ports-of-services.ts';

export const sharedTargetPort = defineRule({
  id: 'workload/shared-target-port',
  title: 'Several service ports lead to one port of a workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0137', analyzer: 'deployment.MultiServiceAnalyzer' }],
  docs: {
    why: 'The proxy in the pod treats a container port in one way, whatever Service the traffic came through. Where the Services name different protocols or have different policies, one of them decides.',
    fix: 'Use one service port for a container port, or let the container listen on another one for the second.',
    differs:
      'A hint when one Service offers several numbers for a container port, which is a common alias and works. StatefulSets and DaemonSets are looked at too.',
    noFix: 'Which of the Services should have the port is not written.',
  },
  messages: {
    shared: ({ target, ports }: { target: string; ports: readonly number[] }) =>
      `Target port "${target}" is reached through the service ports ${ports.map((port) => `"${port}"`).join(', ')}`,
  },
  effect: 'One of them decides how traffic of all is treated',
  check(ctx) {
    for (const { target, ports, leading } of portsOfServices(ctx).shared) {
      const services = leading.others(ctx.self, leading.sorts);
      ctx.report({
        message: 'shared',
        at: 'metadata.name',
        severity: services.count > 1 ? 'warning' : 'hint',
        data: { target, ports },
        relatedCount: services.count,
        related: services.nearest.map(({ resource }) => ({
          resource,
          path: 'spec.ports',
          part: 'key',
          text: 'leads there',
        })),
      });
    }
  },
});
