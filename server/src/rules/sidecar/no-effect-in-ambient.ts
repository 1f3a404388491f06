/** A Sidecar for pods that have no sidecar. */

import { workloadSelector } from '../../model/workload-selector.ts';
import { defineDerived } from '../../workspace/derived.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import type { WorkloadRow } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const noEffectInAmbient = defineRule({
  id: 'sidecar/no-effect-in-ambient',
  title: 'Sidecar applies to workloads in ambient mode',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0167', analyzer: 'sidecar.SelectorAnalyzer' }],
  docs: {
    why: 'In ambient mode pods have no proxy of their own, so there is nothing that a Sidecar could configure. ztunnel and waypoints do not read it.',
    fix: 'Remove the object, or select workloads that have a sidecar.',
    differs:
      'Pod templates in a namespace in ambient mode count as ambient workloads, unless they ask for a sidecar.',
  },
  messages: {
    namespace: ({ namespace }: { namespace: string }) => `Namespace "${namespace}" is in ambient mode`,
    workload: ({ workload }: { workload: string }) => `Workload "${workload}" is in ambient mode`,
  },
  effect: 'The Sidecar has no effect there',
  check(ctx) {
    const { labels } = ctx.resource.facts(workloadSelector);
    const { namespace } = ctx.resource;
    if (Object.keys(labels).length === 0) {
      if (!isAmbient(ctx.world, namespace)) return;
      ctx.report({ message: 'namespace', at: 'metadata.name', data: { namespace }, fixes: ['deleteIt'] });
      return;
    }
    const ambient = ctx.world.derive(ambientWorkload, JSON.stringify([namespace, Object.entries(labels)]));
    if (ambient === null) return;
    ctx.report({
      message: 'workload',
      at: 'metadata.name',
      data: { workload: ambient.row.name },
      related: [
        { resource: ambient.resource, path: ambient.row.labelsPath, part: 'key', text: 'selected here' },
      ],
    });
  },
  fixes: {
    deleteIt: suggestion((_finding, { resource, self }) => [
      {
        title: 'Delete the Sidecar',
        operations: [
          { op: 'removeObject', of: self, remark: `${resource.name}: no Sidecar in ambient mode` },
        ],
      },
    ]),
  },
});

/** The first that a selector finds: asked once for all Sidecars that have it. Key: namespace and pairs as JSON. */
const ambientWorkload = defineDerived<Entry<WorkloadRow> | null>({
  name: 'ambientWorkload',
  derive(key, world) {
    const [namespace, pairs] = JSON.parse(key) as readonly [string, readonly (readonly [string, string])[]];
    const found = selectWorkloads(world, namespace, Object.fromEntries(pairs)).find(
      ({ row }) => row.mesh === 'ambient' || (row.mesh === 'namespace' && isAmbient(world, row.namespace)),
    );
    return found ?? null;
  },
});
