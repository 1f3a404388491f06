/** One port of a workload that is reached through several numbers. */
import { isGeneratedForGateway, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { isInSameCluster } from '../../workspace/resolve/clusters.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { servicesSelecting } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import { type ServiceSelectorRow, workloadRow } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';

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
  },
  messages: {
    shared: ({ target, ports }: { target: string; ports: readonly number[] }) =>
      `Target port "${target}" is reached through the service ports ${ports.map((port) => `"${port}"`).join(', ')}`,
  },
  effect: 'One of them decides how traffic of all is treated',
  check(ctx) {
    const row = workloadRow(ctx.resource);
    if (isInIgnoredNamespace(ctx.resource)) return;
    if (isGeneratedForGateway(labelsOf(ctx.resource)) || meshMembership(ctx.world, row) !== 'in') return;
    const services = servicesSelecting(ctx.world, row).filter(({ resource }) =>
      isInSameCluster(ctx.world, ctx.self, resource),
    );
    for (const [target, ways] of byTarget(services)) {
      const ports = [...new Set(ways.map(({ number }) => number))];
      if (ports.length < 2) continue;
      const leading = new Set(ways.map(({ service }) => service));
      ctx.report({
        message: 'shared',
        at: 'metadata.name',
        severity: leading.size > 1 ? 'warning' : 'hint',
        data: { target, ports },
        related: [...leading].map(({ resource }) => ({
          resource,
          path: 'spec.ports',
          part: 'key',
          text: 'leads there',
        })),
      });
    }
  },
});

interface Way {
  readonly service: Entry<ServiceSelectorRow>;
  readonly number: number;
}

/** Ports without a target lead to their own number. */
function byTarget(services: readonly Entry<ServiceSelectorRow>[]): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, Way[]>();
  for (const service of services) {
    for (const { number, targetPort } of service.row.ports) {
      const isOwn = targetPort === undefined || targetPort === 0 || targetPort === '';
      const target = String(isOwn ? number : targetPort);
      const list = ways.get(target);
      if (list === undefined) ways.set(target, [{ service, number }]);
      else list.push({ service, number });
    }
  }
  return ways;
}
