/** A Service that is not the same in every cluster of the mesh. */
import { isInIgnoredNamespace } from '../../model/system-objects.ts';
import { clusterOf } from '../../workspace/resolve/clusters.ts';
import { type ServiceDefinitionRow, serviceDefinitions } from '../../workspace/tables/service-definitions.ts';
import { defineRule } from '../define-rule.ts';

export const differsBetweenClusters = defineRule({
  id: 'service/differs-between-clusters',
  title: 'Service differs between the clusters of the mesh',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Service'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0170', analyzer: 'services.MultiClusterServiceAnalyzer' }],
  docs: {
    why: 'Services with one name and namespace are one service in a mesh of several clusters: its endpoints are taken from all. Where ports, type or headlessness differ, clients of one cluster use what another defines.',
    fix: 'Apply the same Service to every cluster.',
    differs: 'A hint, and only where the files of each cluster are named (`--cluster NAME=PATH`).',
    noFix: 'Which of the clusters is right is not written.',
  },
  messages: {
    differs: ({ what, clusters }: { what: readonly string[]; clusters: readonly string[] }) =>
      `The ${what.join(' and the ')} of this Service differ from ${clusters.map((name) => `cluster "${name}"`).join(', ')}`,
  },
  effect: 'Clients of one cluster are sent by what another defines',
  check(ctx) {
    const own = clusterOf(ctx.world, ctx.self);
    if (own === '' || isInIgnoredNamespace(ctx.resource)) return;
    const entries = ctx.world.read(serviceDefinitions, ctx.resource.key);
    const mine = entries.find((entry) => entry.resource === ctx.self)?.row;
    if (mine === undefined) return;
    const others = entries
      .map((entry) => ({ ...entry, cluster: clusterOf(ctx.world, entry.resource) }))
      .filter(({ cluster, row }) => cluster !== '' && cluster !== own && differences(mine, row).length > 0);
    if (others.length === 0) return;
    ctx.report({
      message: 'differs',
      at: 'metadata.name',
      data: {
        what: [...new Set(others.flatMap(({ row }) => differences(mine, row)))],
        clusters: [...new Set(others.map(({ cluster }) => cluster))],
      },
      related: others.map(({ resource, cluster }) => ({
        resource,
        path: 'metadata.name',
        text: `in cluster "${cluster}"`,
      })),
    });
  },
});

function differences(a: ServiceDefinitionRow, b: ServiceDefinitionRow): readonly string[] {
  return [
    ...(a.type === b.type ? [] : ['type']),
    ...(a.isHeadless === b.isHeadless ? [] : ['cluster IP']),
    ...(a.ports.join('\n') === b.ports.join('\n') ? [] : ['ports']),
  ];
}
