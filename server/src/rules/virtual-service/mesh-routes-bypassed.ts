/** Traffic from a gateway goes to a host whose routes hold for sidecars only. */

import { childPath } from '../../base/node-path.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { type Crowd, defineCrowds, MOST_OTHERS } from '../../workspace/crowd.ts';
import { subsetsForHost } from '../../workspace/resolve/destination-rules.ts';
import { lookupHost, registeredNames } from '../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { type MeshSubsetRoute, meshSubsetRoutes } from '../../workspace/tables/mesh-subset-routes.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const meshRoutesBypassed = defineRule({
  id: 'virtual-service/mesh-routes-bypassed',
  title: 'Gateway route bypasses the subsets that another VirtualService chooses',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: ['spec.gateways'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0140', analyzer: 'virtualservice.DestinationHostAnalyzer' }],
  docs: {
    why: 'A VirtualService without `gateways` holds for sidecars. A gateway that sends a request to the same host does not follow it: it spreads the requests over all versions of the service.',
    fix: 'Name the subset in the route of the gateway too, or bind the other VirtualService to the gateway.',
    differs:
      'Hosts are compared in full, so that a short name and the full one are the same, and a VirtualService that is bound to `mesh` alone is left alone. Nothing is said where all workloads that the files hold of the service belong to the subset.',
  },
  messages: {
    bypassed: ({ host, other }: { host: string; other: string; subsets: readonly string[] }) =>
      `Route to "${host}" names no subset, and the routes of "${other}" for it hold for sidecars only`,
  },
  effect: 'Requests from the gateway reach all versions of the service',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (facts.gateways.every(({ value }) => value === 'mesh')) return;
    const destinations = facts.routes
      .filter(({ protocol }) => protocol === 'http')
      .flatMap((route) => route.destinations)
      .filter(({ role, subset }) => role === 'route' && (subset?.value ?? '') === '');
    for (const { host, path } of destinations) {
      if (host === undefined) continue;
      const { namespace } = ctx.resource;
      const crowds = registeredNames(ctx.world, host.value, namespace).map((name) =>
        routes.of(ctx.world, name),
      );
      const isAll = wholeService(ctx.world, host.value, namespace);
      const met = crowds.map((crowd) =>
        crowd.others(
          ctx.self,
          crowd.sorts.filter(({ sample }) => !isAll(sample.row.subset)),
        ),
      );
      const first = met.find(({ count }) => count > 0)?.firstObjects[0];
      if (first === undefined) continue;
      ctx.report({
        message: 'bypassed',
        at: host.path,
        data: {
          host: host.value,
          other: first.row.virtualService,
          subsets: subsetsOf(ctx.self, crowds),
          destination: path,
        },
        relatedCount: met.reduce((total, { count }) => total + count, 0),
        related: met
          .flatMap(({ nearest }) => nearest)
          .slice(0, MOST_OTHERS)
          .map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: 'sidecars are sent to this subset',
          })),
        fixes: ['nameSubset'],
      });
    }
  },
  fixes: {
    nameSubset: suggestion(({ data }) =>
      (data as { readonly subsets: readonly string[] }).subsets.map((subset) =>
        way(
          subset,
          `Route to subset "${subset}"`,
          set(childPath(String(data['destination']), 'subset'), subset),
        ),
      ),
    ),
  },
});

const routes = defineCrowds(meshSubsetRoutes, ({ row }) => row.subset);

/** Whether a subset holds all workloads that the files have of a service: then its routes make no difference. */
function wholeService(world: WorldReader, host: string, namespace: string): (subset: string) => boolean {
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  if (world.config('completeness') === 'complete' || found.status !== 'found') return () => false;
  const services = found.entries.map(({ row }) => row);
  const pods = services.flatMap((row) =>
    row.selector === undefined ? [] : selectWorkloads(world, row.namespace, row.selector),
  );
  if (pods.length === 0 || services.some(({ selector }) => selector === undefined)) return () => false;
  const { byName } = subsetsForHost(world, host, namespace);
  return (subset) => {
    const labels = (byName.get(subset) ?? []).flatMap(({ row }) =>
      row.subsets.filter(({ name }) => name === subset).map((one) => one.labels),
    );
    return (
      labels.length > 0 && labels.every((own) => pods.every(({ row }) => selectorMatches(own, row.labels)))
    );
  };
}

/** The first subsets that other objects name. */
function subsetsOf(self: ResourceRef, crowds: readonly Crowd<MeshSubsetRoute>[]): readonly string[] {
  const found = new Set<string>();
  for (const crowd of crowds) {
    for (const sort of crowd.sorts) {
      if (found.size === MOST_OTHERS) return [...found];
      if (crowd.others(self, [sort]).count > 0) found.add(sort.sample.row.subset);
    }
  }
  return [...found];
}
