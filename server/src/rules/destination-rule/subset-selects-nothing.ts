/** A subset whose labels no workload of its service carries. */

import { lookUp } from '../../base/look-up.ts';
import { childPath } from '../../base/node-path.ts';
import { destinationRule, type Subset } from '../../model/destination-rule.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { isControlled } from '../../workspace/resolve/controllers.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { mayMatch } from '../../workspace/resolve/possible-workloads.ts';
import { podsElsewhere, servicesElsewhere } from '../../workspace/resolve/services-elsewhere.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const subsetSelectsNothing = defineRule({
  id: 'destination-rule/subset-selects-nothing',
  title: 'Subset labels match no workload of the service',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/DestinationRule'],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0173', analyzer: 'destinationrule.SubsetSelectPodAnalyzer' },
    { tool: 'kiali', code: 'KIA0203' },
  ],
  docs: {
    why: 'A subset is the endpoints of the service that also carry its labels. When none does, requests that are routed to the subset are answered with 503.',
    fix: 'Use labels that the pods of the service carry, or remove the subset.',
    differs:
      'Only workloads that the Service itself selects count, in its namespace; upstream takes any pod of any namespace. Pod templates, WorkloadEntries, WorkloadGroups and inline endpoints count as workloads. Subsets by `topology.*` labels are left alone: those labels come from nodes. Upstream reports an error; here it is a warning, since a workload may be deployed from elsewhere.',
  },
  messages: {
    nothing: ({ subset, labels }: { subset: string; labels: string }) =>
      `Subset "${subset}" (${labels}) matches no workload`,
  },
  effect: 'Requests that are routed to it are answered with 503',
  check(ctx) {
    const facts = ctx.resource.facts(destinationRule);
    if (facts.host === undefined || facts.host.value.startsWith('*')) return;
    const { namespace } = ctx.resource;
    const found = lookupHost(ctx.world, facts.host.value, { namespace, exportTo: [] });
    if (found.status === 'hidden') return;
    const services = found.status === 'found' ? found.entries.map((entry) => entry.row) : [];
    const elsewhere = servicesElsewhere(ctx.world, facts.host.value, namespace);
    for (const subset of facts.subsets) {
      if (isControlled(ctx.world, ctx.self, subset.name.value) || isFromNodes(subset)) continue;
      const isHere = isDecidable(ctx.world, services, subset);
      if (isHere && hasEndpoint(ctx.world, services, subset)) continue;
      // The other clusters of a mesh have pods of the same Service.
      const pods =
        isHere && !ctx.world.config('isCluster')
          ? []
          : elsewhere.flatMap(({ row }) => podsElsewhere(ctx.world, row));
      if (!isHere && pods.length === 0) continue;
      const isFound = pods.some(({ row }) => mayMatch(subset.labels, row));
      if (isFound) continue;
      const known = isHere && found.status === 'found' ? found.entries : elsewhere;
      const labels = Object.entries(subset.labels);
      ctx.report({
        message: 'nothing',
        at: { path: `${subset.path}.labels`, part: 'key' },
        data: {
          subset: subset.name.value,
          labels: labels.map(([key, value]) => `${key}=${value}`).join(','),
          path: subset.path,
        },
        related: known.map((entry) => ({
          resource: entry.resource,
          path: 'spec.selector',
          part: 'key',
          text: 'the service selects its workloads here',
        })),
        fixes: labels.length === 1 ? ['useKnownValue'] : [],
      });
    }
  },
  fixes: {
    useKnownValue: suggestion((finding, ctx) => {
      const facts = ctx.resource.facts(destinationRule);
      const subset = facts.subsets.find(({ path }) => path === finding.data['path']);
      const key = Object.keys(subset?.labels ?? {})[0];
      if (subset === undefined || key === undefined || facts.host === undefined) return [];
      const found = lookupHost(ctx.world, facts.host.value, {
        namespace: ctx.resource.namespace,
        exportTo: [],
      });
      const rows = found.status === 'found' ? found.entries.map((entry) => entry.row) : [];
      const values = rows.flatMap((row) =>
        selectWorkloads(ctx.world, row.namespace, row.selector ?? {}).flatMap(
          ({ row: workload }) => lookUp(workload.labels, key) ?? [],
        ),
      );
      return [...new Set(values)].map((value) =>
        way(value, `Use ${key}=${value}`, set(childPath(`${subset.path}.labels`, key), value)),
      );
    }),
  },
});

/** Silent where the answer lies outside the files: labels of nodes, services without selector, no workloads at all. */
function isDecidable(world: WorldReader, services: readonly HostRow[], subset: Subset): boolean {
  if (Object.keys(subset.labels).length === 0) return false;
  const isComplete = world.config('completeness') === 'complete';
  return services.some(
    (service) =>
      (service.selector !== undefined || service.endpointLabels.length > 0) &&
      (isComplete ||
        service.endpointLabels.length > 0 ||
        selectWorkloads(world, service.namespace, service.selector ?? {}).length > 0),
  );
}

/** Labels that pods get from where they run. */
function isFromNodes({ labels }: Subset): boolean {
  const keys = Object.keys(labels);
  if (keys.length === 0) return true;
  const isOfNode = keys.some((key) => key.startsWith('topology.') || key.startsWith('kubernetes.io/'));
  return isOfNode && Object.values(labels).every((value) => value !== '');
}

function hasEndpoint(world: WorldReader, services: readonly HostRow[], subset: Subset): boolean {
  return services.some((service) => {
    if (service.endpointLabels.some((labels) => selectorMatches(subset.labels, labels))) return true;
    if (service.selector === undefined) return false;
    const asked = { ...service.selector, ...subset.labels };
    if (selectWorkloads(world, service.namespace, asked).length > 0) return true;
    // Which of its pods a selector leaves out is not known while their labels are not.
    return selectWorkloads(world, service.namespace, service.selector).some(({ row }) =>
      mayMatch(asked, row),
    );
  });
}
