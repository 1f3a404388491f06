/** A wildcard host cannot be looked up in the DNS. */
import { fieldsAt } from '../../model/fields-at.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const wildcardResolution = defineRule({
  id: 'service-entry/wildcard-resolution',
  title: 'Wildcard host together with a resolution by DNS',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-28' }]),
  docs: {
    why: 'With resolution `DNS` the proxy looks up the hosts of the entry to find addresses. A wildcard is no name that can be looked up; without endpoints the webhook refuses the object.',
    fix: 'Set `resolution: NONE` (connections keep the address that the client asked for), name the hosts, or add endpoints.',
  },
  messages: {
    wildcard: ({ host, resolution }: { host: string; resolution: string }) =>
      `Host "${host}" is a wildcard, which resolution "${resolution}" cannot look up`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const resolution = ctx.spec.get('resolution').string() ?? 'NONE';
    if (resolution !== 'DNS' && resolution !== 'DNS_ROUND_ROBIN') return;
    if (ctx.resource.isTemplate || ctx.spec.get('endpoints').items().length > 0) return;
    for (const host of fieldsAt(ctx.spec, 'hosts[]')) {
      const text = host.string() ?? '';
      if (!text.startsWith('*') || text === '*') continue;
      ctx.report({
        message: 'wildcard',
        at: host.path,
        data: { host: text, resolution },
        fixes: ['useNone'],
      });
    }
  },
  fixes: {
    useNone: suggestion((_finding, { resource }) => {
      const endpoints = resource.spec.get('endpoints');
      if (endpoints.items().length > 0) return [];
      // An empty list, too, is refused beside it.
      const emptied = endpoints.exists ? [remove(endpoints.path)] : [];
      const operations = [set('spec.resolution', 'NONE'), ...emptied];
      return [{ choice: 'NONE', title: 'Use resolution "NONE"', operations }];
    }),
  },
});
