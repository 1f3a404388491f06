/** DNS_ROUND_ROBIN resolves one name. */
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const tooManyEndpoints = defineRule({
  id: 'service-entry/too-many-endpoints',
  title: 'More than one endpoint with resolution DNS_ROUND_ROBIN',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'C-22', since: '1.24' }, { code: 'V-SE-29' }]),
  docs: {
    why: '`DNS_ROUND_ROBIN` connects to the first address that one name resolves to, so there can be one endpoint at most. More are rejected.',
    fix: 'Keep one endpoint, or use `resolution: DNS`, which spreads connections over all of them.',
  },
  messages: {
    tooMany: ({ count }: { count: number }) => `"DNS_ROUND_ROBIN" takes one endpoint, "${count}" are listed`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const endpoints = ctx.spec.get('endpoints');
    const count = endpoints.items().length;
    if (ctx.spec.get('resolution').string() !== 'DNS_ROUND_ROBIN' || count <= 1) return;
    ctx.report({
      message: 'tooMany',
      at: { path: endpoints.path, part: 'key' },
      data: { count },
      fixes: ['useDns'],
    });
  },
  fixes: {
    useDns: suggestion(() => [
      { title: 'Use resolution "DNS"', operations: [set('spec.resolution', 'DNS')] },
    ]),
  },
});
