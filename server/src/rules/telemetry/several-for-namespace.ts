/** More than one Telemetry for a whole namespace. */

import { nameList } from '../../base/name-list.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes.ts';
import { leaveToOthers, mergeFixes } from '../merge-objects.ts';
import { othersForNamespace, type SeveralData } from '../overlapping-selectors.ts';

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
  messages: {
    several: ({ name, namespace, others, count }: SeveralData) =>
      `"${name}" is for all of namespace "${namespace}", and so is ${nameList(others, count)}`,
  },
  effect: 'The oldest is used and the others are ignored',
  check(ctx) {
    const { others, count, related } = othersForNamespace(ctx.resource, ctx.world);
    if (count === 0) return;
    const { name, namespace } = ctx.resource;
    const data = { name, namespace, others, count };
    ctx.report({
      message: 'several',
      at: 'metadata.name',
      data,
      related,
      relatedCount: count,
      fixes: ['merge', 'leaveToOther'],
    });
  },
  fixes: {
    merge: suggestion((_finding, ctx) => mergeFixes(ctx, othersOf(ctx))),
    leaveToOther: suggestion((_finding, ctx) => leaveToOthers(ctx, othersOf(ctx))),
  },
});

function othersOf({ resource, world }: FixContext): readonly ResourceRef[] {
  return othersForNamespace(resource, world).related.map((other) => other.resource);
}
