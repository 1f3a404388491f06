/** More than one Telemetry for a whole namespace. */

import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { leaveToOthers, mergeFixes } from '../fixes/merge-objects.ts';
import { nearestOthers, othersForNamespace, severalMessage } from '../several-for-namespace.ts';

export const severalForNamespace = defineRule({
  id: 'telemetry/several-for-namespace',
  title: 'Several Telemetry objects for one namespace',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0160', analyzer: 'telemetry.DefaultSelectorAnalyzer' }],
  docs: {
    why: 'Of several Telemetry objects for a namespace the oldest is used and the others are ignored, even where they set other things.',
    fix: 'Merge them into one, or give all but one a selector.',
    differs:
      'An empty `selector` counts as none, and objects with `targetRefs` are for their targets only; upstream has it the other way round. Upstream reports an error.',
  },
  messages: { several: severalMessage },
  effect: 'The oldest is used and the others are ignored',
  check(ctx) {
    const found = othersForNamespace(ctx.resource, ctx.world);
    if (found !== undefined) ctx.report({ message: 'several', ...found, fixes: ['merge', 'leaveToOther'] });
  },
  fixes: {
    merge: suggestion((_finding, ctx) => mergeFixes(ctx, nearestOthers(ctx))),
    leaveToOther: suggestion((_finding, ctx) => leaveToOthers(ctx, nearestOthers(ctx))),
  },
});
