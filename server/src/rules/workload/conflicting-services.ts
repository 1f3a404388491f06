/** Services that give one port number of a workload different protocols. */
import { nameList } from '../../base/name-list.ts';
import { isGeneratedForGateway, isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { Crowd } from '../../workspace/crowd.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { servicesOfCluster } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import { type ServiceSelectorRow, workloadRow } from '../../workspace/tables/workloads.ts';
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
    const row = workloadRow(ctx.resource);
    if (isInIgnoredNamespace(ctx.resource)) return;
    if (isGeneratedForGateway(labelsOf(ctx.resource)) || meshMembership(ctx.world, row) !== 'in') return;
    const key = JSON.stringify([clusterOf(ctx.world, ctx.self), row.namespace, Object.entries(row.labels)]);
    for (const { port, protocols, offering } of ctx.world.derive(contestedPorts, key)) {
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

interface ContestedPort {
  readonly port: number;
  readonly protocols: readonly string[];
  readonly offering: Crowd<ServiceSelectorRow>;
}

/** Of all workloads of a cluster with the same labels. Key: cluster, namespace and pairs of the labels as JSON. */
const contestedPorts = defineDerived<readonly ContestedPort[]>({
  name: 'contestedPorts',
  derive(key, world) {
    const offered = new Map<number, { services: Entry<ServiceSelectorRow>[]; protocols: Set<string> }>();
    for (const service of servicesOfCluster(world, key)) {
      for (const number of new Set(service.row.ports.map((port) => port.number))) {
        const known = offered.get(number) ?? { services: [], protocols: new Set<string>() };
        offered.set(number, known);
        known.services.push(service);
        for (const port of service.row.ports) if (port.number === number) known.protocols.add(port.protocol);
      }
    }
    return [...offered]
      .filter(([, { services, protocols }]) => services.length > 1 && protocols.size > 1)
      .sort(([a], [b]) => a - b)
      .map(([port, { services, protocols }]) => ({
        port,
        protocols: [...protocols],
        offering: new Crowd(services, () => ''),
      }));
  },
});
