/** More than one Sidecar for a whole namespace. */
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { defineRule } from '../define-rule.ts';
import { othersForNamespace } from '../overlapping-selectors.ts';

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
    several: ({ name, namespace, others }: { name: string; namespace: string; others: readonly string[] }) =>
      `"${name}" is for all of namespace "${namespace}", and so is ${others.map((other) => `"${other}"`).join(', ')}`,
  },
  effect: 'One of them is used, and which one is not defined',
  check(ctx) {
    if (isAmbient(ctx.world, ctx.resource.namespace)) return;
    const { others, related } = othersForNamespace(ctx.resource, ctx.world);
    if (others.length === 0) return;
    const { name, namespace } = ctx.resource;
    ctx.report({ message: 'several', at: 'metadata.name', data: { name, namespace, others }, related });
  },
});
