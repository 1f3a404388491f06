/** More than one Sidecar for a whole namespace. */

import { nameList } from '../../base/name-list.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { defineRule } from '../define-rule.ts';
import { othersForNamespace, type SeveralData } from '../overlapping-selectors.ts';

export const severalForNamespace = defineRule({
  id: 'sidecar/several-for-namespace',
  title: 'Several Sidecar objects for one namespace',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    { tool: 'istioctl', code: 'IST0111', analyzer: 'sidecar.SelectorAnalyzer' },
    { tool: 'kiali', code: 'KIA0002' },
  ],
  docs: {
    why: 'A namespace takes its settings from one Sidecar without selector. Which of several is not defined.',
    fix: 'Merge them into one, or give all but one a selector.',
    differs:
      'Upstream reports an error. In an ambient namespace no Sidecar has any effect, which is another finding.',
  },
  messages: {
    several: ({ name, namespace, others, count }: SeveralData) =>
      `"${name}" is for all of namespace "${namespace}", and so is ${nameList(others, count)}`,
  },
  effect: 'One of them is used, and which one is not defined',
  check(ctx) {
    if (isAmbient(ctx.world, ctx.resource.namespace)) return;
    const { others, count, related } = othersForNamespace(ctx.resource, ctx.world);
    if (count === 0) return;
    const { name, namespace } = ctx.resource;
    const data = { name, namespace, others, count };
    ctx.report({ message: 'several', at: 'metadata.name', data, related, relatedCount: count });
  },
});
