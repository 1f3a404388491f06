/** Two Sidecar objects select the same workload. */

import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { defineRule } from '../define-rule.ts';
import { defineMeetings, overlapMessage, overlapOf } from '../overlapping-selectors.ts';

export const overlappingSelectors = defineRule({
  id: 'sidecar/overlapping-selectors',
  title: 'Several Sidecar objects select the same workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    { tool: 'istioctl', code: 'IST0110', analyzer: 'sidecar.SelectorAnalyzer' },
    { tool: 'kiali', code: 'KIA0003' },
  ],
  docs: {
    why: 'A workload takes its settings from one Sidecar. Which of several is not defined, and may change with every restart of the control plane.',
    fix: 'Narrow one of the selectors, or merge the objects.',
    differs:
      'Reported once, not once for every pod. Without workloads in the files, selectors that are equal or include one another are reported, for they overlap on every pod that the narrower one selects. Upstream reports an error.',
    noFix: 'Which workloads belong to which of the objects is not written.',
  },
  messages: {
    overlap: overlapMessage,
  },
  effect: 'One of them is used, and which one is not defined',
  check(ctx) {
    const overlap = overlapOf(ctx.resource, ctx.world, meetings);
    if (overlap !== undefined) ctx.report({ message: 'overlap', ...overlap });
  },
});

/** Pods in ambient mode have no sidecar: that is another finding. */
const meetings = defineMeetings(
  'Sidecar',
  (world, { mesh, namespace }) =>
    mesh !== 'ambient' && !(mesh === 'namespace' && isAmbient(world, namespace)),
);
