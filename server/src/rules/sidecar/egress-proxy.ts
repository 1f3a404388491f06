/** `egressProxy` of a Sidecar is deprecated. */

import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

export const egressProxy = defineRule({
  id: 'sidecar/egress-proxy',
  title: 'Sidecar sends unknown traffic to an egress proxy',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0002', analyzer: 'deprecation.DeprecationAnalyzer' }],
  docs: {
    why: '`outboundTrafficPolicy.egressProxy` was never implemented for all protocols and is reported as deprecated by Istio.',
    fix: 'Remove the field; route external hosts through an egress gateway with ServiceEntries and VirtualServices.',
    differs: 'A hint, as all deprecations are; upstream warns.',
  },
  messages: {
    deprecated: ({ field }: { field: string }) => `Field "${field}" is deprecated`,
  },
  effect: 'A later release may ignore it',
  check(ctx) {
    const field = ctx.spec.get('outboundTrafficPolicy').get('egressProxy');
    if (!field.exists) return;
    ctx.report({
      message: 'deprecated',
      at: { path: field.path, part: 'key' },
      data: { field: 'egressProxy' },
      tags: ['deprecated'],
      fixes: ['remove'],
    });
  },
  fixes: { remove: removing(() => 'Remove "egressProxy"') },
});
