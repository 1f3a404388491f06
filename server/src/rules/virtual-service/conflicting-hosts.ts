/** Two VirtualServices route the same host for sidecars. */

import { MOST_NAMES, nameList } from '../../base/name-list.ts';
import { exportedTo } from '../../model/registry-name.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { hostsOverlap } from '../../primitives/host-match.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { qualifiedHost, qualifiedName, registryKey } from '../../workspace/resolve/hosts.ts';
import { virtualServiceAudience } from '../../workspace/resolve/visibility.ts';
import type { Entry } from '../../workspace/table.ts';
import {
  type MeshHostRow,
  meshVirtualServiceHosts,
  meshVirtualServiceHostsBySuffix,
  wildcardMeshVirtualServiceHosts,
} from '../../workspace/tables/virtual-services.ts';
import { defineRule } from '../define-rule.ts';

export const conflictingHosts = defineRule({
  id: 'virtual-service/conflicting-hosts',
  title: 'Several VirtualServices route the same host in the mesh',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    {
      tool: 'istioctl',
      code: 'IST0109',
      analyzer: 'virtualservice.ConflictingMeshGatewayHostsAnalyzer',
    },
    { tool: 'kiali', code: 'KIA1106' },
  ],
  docs: {
    why: 'Sidecars take one VirtualService for a host, the oldest that they see, and ignore the others completely: routes are never merged. Which one that is depends on creation time in the cluster.',
    fix: 'Put the routes into one VirtualService, restrict one of them with `exportTo`, or bind one to gateways only.',
    differs: 'A VirtualService that writes one host twice does not conflict with itself; upstream says so.',
  },
  messages: {
    conflict: ({ host, others, count }: { host: string; others: readonly string[]; count: number }) =>
      `Host "${host}" is also routed by ${nameList(others, count)}`,
  },
  effect: 'Sidecars use one of them and ignore the other completely',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (!appliesToMesh(facts)) return;
    const own = {
      namespace: ctx.resource.namespace,
      exportTo: exportedTo(
        facts.exportTo.map(({ value }) => value),
        ctx.resource.namespace,
      ),
    };
    const seen = new Set<string>();
    for (const { value, path } of facts.hosts) {
      if (seen.has(value)) continue;
      seen.add(value);
      const others = conflicts(ctx.world, value, own).filter((entry) => entry.resource.key !== ctx.self.key);
      if (others.length === 0) continue;
      const names = [...new Set(others.map(({ row }) => `${row.namespace}/${row.name}`))];
      ctx.report({
        message: 'conflict',
        at: path,
        data: { host: value, others: names.slice(0, MOST_NAMES), count: names.length },
        related: others.map(({ resource, row }) => ({
          resource,
          path: row.path,
          text: 'also routes this host',
        })),
      });
      return;
    }
  },
});

/**
 * Rules that some sidecar sees together conflict on the same host; a public rule and one exported to some namespaces
 * also conflict where their hosts overlap. Between two public rules the most specific host wins, which is no conflict
 * (analysis specification, IST0109).
 */
function conflicts(
  world: WorldReader,
  host: string,
  own: { readonly namespace: string; readonly exportTo: readonly string[] },
): readonly Entry<MeshHostRow>[] {
  const mine = qualifiedHost(world, host, own.namespace);
  const audience = virtualServiceAudience(world, own);
  const found = candidates(world, host, own.namespace).filter(({ row }) => {
    const other = qualifiedName(world, row.host);
    const theirs = virtualServiceAudience(world, row);
    const isOnePublic = audience.includes('*') !== theirs.includes('*');
    if (isOnePublic) return hostsOverlap(mine, other);
    return mine === other && theirs.some((to) => audience.includes(to));
  });
  return [...new Map(found.map((entry) => [entry.resource, entry])).values()];
}

/** Whatever could overlap: the same host in all its spellings, wildcards, and what a wildcard covers. */
function candidates(world: WorldReader, host: string, namespace: string): readonly Entry<MeshHostRow>[] {
  const key = registryKey(world, host, namespace);
  const names = new Set([key, qualifiedHost(world, host, namespace), host]);
  return [
    ...[...names].flatMap((name) => world.read(meshVirtualServiceHosts, name)),
    ...world.read(wildcardMeshVirtualServiceHosts, ''),
    ...(host.startsWith('*') ? coveredBy(world, host) : []),
  ];
}

function coveredBy(world: WorldReader, wildcard: string): readonly Entry<MeshHostRow>[] {
  const tail = wildcard.slice(1);
  const domain = `.svc.${world.config('clusterDomain')}`;
  const suffixes = new Set([tail]);
  if (tail.endsWith(domain)) suffixes.add(tail.slice(0, tail.length - domain.length + '.svc'.length));
  if (domain.endsWith(tail)) suffixes.add('.svc');
  return [...suffixes].flatMap((suffix) => world.read(meshVirtualServiceHostsBySuffix, suffix));
}
