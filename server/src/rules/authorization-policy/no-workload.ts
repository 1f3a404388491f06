/** An AuthorizationPolicy that no workload in the mesh is subject to. */
import { workloadSelector } from '../../model/workload-selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { absence, isProved } from '../../workspace/resolve/certainty.ts';
import { meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { selectorText, unmatchedSelector, useKnownValue } from '../unmatched-selector.ts';

const NO_PODS = {
  tool: 'istioctl',
  code: 'IST0127',
  analyzer: 'auth.AuthorizationPoliciesAnalyzer',
} as const;

export const noWorkload = defineRule({
  id: 'authorization-policy/no-workload',
  title: 'AuthorizationPolicy applies to no workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  scope: 'workspace',
  equivalents: [NO_PODS, { tool: 'kiali', code: 'KIA0004' }],
  docs: {
    why: 'A policy is enforced by the proxies of the workloads that it applies to. When there are none in the mesh, nothing is allowed or denied by it, and what it was meant to protect may be open.',
    fix: 'Use labels that pods of the namespace carry, and see that the pods are in the mesh.',
    differs:
      'Policies with `targetRefs` are left alone. Pod templates, WorkloadEntries and WorkloadGroups count as workloads; namespaces with a revision label or in ambient mode are in the mesh. Unless the files are the whole cluster, nothing is said about a namespace without workloads in the files, nor about labels that a policy of the root namespace selects in all namespaces.',
  },
  messages: {
    nothing: ({ selector }: { selector: string }) => `Selector "${selector}" matches no workload`,
    outside: ({ selector }: { selector: string }) =>
      `Selector "${selector}" matches only workloads outside the mesh`,
    emptyNamespace: ({ namespace }: { namespace: string }) =>
      `Namespace "${namespace}" has no workload in the mesh`,
  },
  effect: 'The policy is enforced nowhere',
  check(ctx) {
    const { labels, labelsPath, isTargeted } = ctx.resource.facts(workloadSelector);
    const isRoot = ctx.resource.namespace === ctx.world.config('rootNamespace');
    const hasSelector = Object.keys(labels).length > 0;
    if (isTargeted || (isRoot && !hasSelector)) return;
    const namespace = isRoot ? '*' : ctx.resource.namespace;
    const workloads = selectWorkloads(ctx.world, namespace, labels);
    if (workloads.some(({ row }) => meshMembership(ctx.world, row) !== 'out')) return;
    if (!hasSelector) {
      if (workloads.length === 0 && !isComplete(ctx.world)) return;
      ctx.report({
        message: 'emptyNamespace',
        at: 'metadata.name',
        data: { namespace },
        equivalents: [NO_PODS],
      });
    } else if (workloads.length > 0) {
      ctx.report({
        message: 'outside',
        at: { path: labelsPath, part: 'key' },
        data: { selector: selectorText(labels) },
        equivalents: [NO_PODS],
        related: workloads.map(({ row, resource }) => ({
          resource,
          path: row.labelsPath,
          part: 'key',
          text: 'this workload is outside the mesh',
        })),
      });
    } else {
      const by = askerOf(ctx, true);
      const certainty = isRoot
        ? absence(ctx.world, { of: 'gateway-workload', labels, by })
        : absence(ctx.world, { of: 'workload', namespace, labels, by });
      if (!isProved(certainty) && !isComplete(ctx.world)) return;
      ctx.report({ message: 'nothing', ...unmatchedSelector(ctx.world, namespace, labels, labelsPath) });
    }
  },
  fixes: { useKnownValue },
});

function isComplete(world: WorldReader): boolean {
  return world.config('completeness') === 'complete';
}
