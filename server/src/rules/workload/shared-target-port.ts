/** One port of a workload that is reached through several numbers. */

import { isGeneratedForGateway, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { Crowd } from '../../workspace/crowd.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { servicesOfCluster } from '../../workspace/resolve/workloads.ts';
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
    noFix: 'Which of the Services should have the port is not written.',
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
    const key = JSON.stringify([clusterOf(ctx.world, ctx.self), row.namespace, Object.entries(row.labels)]);
    for (const { target, ports, leading } of ctx.world.derive(sharedPorts, key)) {
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

interface SharedPort {
  readonly target: string;
  readonly ports: readonly number[];
  readonly leading: Crowd<ServiceSelectorRow>;
}

/** Of all workloads of a cluster with the same labels. Key: cluster, namespace and pairs of the labels as JSON. */
const sharedPorts = defineDerived<readonly SharedPort[]>({
  name: 'sharedPorts',
  derive: (key, world) =>
    [...byTarget(servicesOfCluster(world, key))].flatMap(([target, ways]) => {
      const ports = [...new Set(ways.map(({ number }) => number))];
      if (ports.length < 2) return [];
      const leading = [...new Set(ways.map(({ service }) => service))];
      return [{ target, ports, leading: new Crowd(leading, () => '') }];
    }),
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
