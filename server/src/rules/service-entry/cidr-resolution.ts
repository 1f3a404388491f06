/** An address range needs a ServiceEntry that does not resolve names. */
import { fieldsAt } from '../../model/fields-at.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const cidrResolution = defineRule({
  id: 'service-entry/cidr-resolution',
  title: 'Address range together with a resolution that needs single addresses',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'C-20', since: '1.24' }, { code: 'V-SE-08' }]),
  docs: {
    why: 'A range stands for many addresses. Only `NONE` (connections keep the address that the client asked for) and `STATIC` can serve it; with other resolutions the object is rejected.',
    fix: 'Write single addresses, or change `resolution` to `NONE` or `STATIC`.',
  },
  messages: {
    range: ({ address, resolution }: { address: string; resolution: string }) =>
      `Address range "${address}" cannot be used with resolution "${resolution}"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const resolution = ctx.spec.get('resolution').string() ?? 'NONE';
    if (resolution === 'NONE' || resolution === 'STATIC') return;
    for (const address of fieldsAt(ctx.spec, 'addresses[]')) {
      const text = address.string() ?? '';
      if (!text.includes('/')) continue;
      ctx.report({
        message: 'range',
        at: address.path,
        data: { address: text, resolution },
        fixes: ['useResolution'],
      });
    }
  },
  fixes: {
    useResolution: suggestion((_, { resource }) => {
      const value = resource.spec.get('endpoints').items().length > 0 ? 'STATIC' : 'NONE';
      return [way(value, `Set "resolution" to ${value}`, set('spec.resolution', value))];
    }),
  },
});
