/** A subset that selects nothing in particular. */
import { destinationRule } from '../../model/destination-rule.ts';
import { exportedTo } from '../../model/registry-name.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const subsetWithoutLabels = defineRule({
  id: 'destination-rule/subset-without-labels',
  title: 'Subset has no labels',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA0209' }],
  docs: {
    why: 'A subset is the endpoints that carry its labels. Without labels it is all of them: a route to it sends requests to every version.',
    fix: 'Write the labels of the version that is meant, or remove the subset.',
    differs:
      'Kiali warns of every such subset, but for those of rules in which other subsets are right. A subset with a traffic policy of its own makes sense without labels (two load balancers for one Service, TLS to a host outside the mesh), so it is information there, as it is for hosts of ServiceEntries.',
  },
  messages: {
    all: ({ subset }: { subset: string }) => `Subset "${subset}" has no labels`,
  },
  effect: 'It is all endpoints of the host',
  check(ctx) {
    const { host, subsets, exportTo } = ctx.resource.facts(destinationRule);
    const bare = subsets.filter(
      ({ labels, path }) => Object.keys(labels).length === 0 && !ctx.resource.isOpen(`${path}.labels`),
    );
    if (host === undefined || bare.length === 0) return;
    const { namespace } = ctx.resource;
    const scopes = exportedTo(
      exportTo.map(({ value }) => value),
      namespace,
    );
    const found = host.value.startsWith('*')
      ? undefined
      : lookupHost(ctx.world, host.value, { namespace, exportTo: scopes });
    // A host that is not known has a finding of its own.
    if (found !== undefined && found.status !== 'found') return;
    const isService = found?.entries.some(({ row }) => row.source === 'Service') ?? false;
    for (const { name, path } of bare) {
      const hasPolicy = ctx.resource.cursor.at(path).get('trafficPolicy').exists;
      ctx.report({
        message: 'all',
        at: name.path,
        severity: isService && !hasPolicy ? 'warning' : 'info',
        data: { subset: name.value, path },
        fixes: ['writeVersion'],
      });
    }
  },
  fixes: {
    writeVersion: suggestion(({ data }, { resource, world }) => {
      const version = String(data['subset']);
      const { host } = resource.facts(destinationRule);
      if (host === undefined || !hasVersion(world, host.value, resource.namespace, version)) return [];
      return [
        {
          title: `Write label version=${version}`,
          operations: [set(`${String(data['path'])}.labels`, { version })],
        },
      ];
    }),
  },
});

/** Whether workloads behind the host carry the version. */
function hasVersion(world: WorldReader, host: string, namespace: string, version: string): boolean {
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  return (
    found.status === 'found' &&
    found.entries.some(
      ({ row }) =>
        row.source === 'Service' &&
        row.selector !== undefined &&
        selectWorkloads(world, row.namespace, { ...row.selector, version }).length > 0,
    )
  );
}
