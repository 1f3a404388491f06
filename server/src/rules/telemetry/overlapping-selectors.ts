/** Two Telemetry objects select the same workload. */
import { defineRule } from '../define-rule.ts';
import { defineMeetings, overlapMessage, overlapOf } from '../overlapping-selectors.ts';

export const overlappingSelectors = defineRule({
  id: 'telemetry/overlapping-selectors',
  title: 'Several Telemetry objects select the same workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0159', analyzer: 'telemetry.SelectorAnalyzer' }],
  docs: {
    why: 'Of several Telemetry objects that select a workload the oldest is used; the others are ignored for it, even where they set other things.',
    fix: 'Merge the objects, or narrow one of the selectors.',
    differs:
      'Reported once, not once for every pod. Without workloads in the files, selectors that are equal or include one another are reported, for they overlap on every pod that the narrower one selects. Upstream reports an error.',
    noFix: 'Which workloads belong to which of the objects is not written.',
  },
  messages: {
    overlap: overlapMessage,
  },
  effect: 'The oldest is used and the others are ignored',
  check(ctx) {
    const overlap = overlapOf(ctx.resource, ctx.world, meetings);
    if (overlap !== undefined) ctx.report({ message: 'overlap', ...overlap });
  },
});

const meetings = defineMeetings('Telemetry', () => true);
