/** A Gateway has a name by which no VirtualService can bind to it. */
import { gateway } from '../../model/gateway.ts';
import { isDnsLabel } from '../../primitives/dns-label.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const badName = defineRule({
  id: 'gateway/bad-name',
  title: 'Name of a Gateway is no DNS label',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-GW-01' }]),
  docs: {
    why: 'VirtualServices name Gateways as `namespace/name`, and older ones by names with dots: so the name itself may have none, and at most 63 characters. The API server takes longer ones; the webhook does not.',
    fix: 'Use letters, digits and `-`, 63 characters at most.',
    noFix: 'Renaming changes every VirtualService that binds to it; the editor renames all of them.',
  },
  messages: {
    name: ({ name }: { name: string }) =>
      `"${name}" is no name of a Gateway: letters, digits and "-" only, 63 at most`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { name, isTemplate } = ctx.resource;
    const written = ctx.resource.cursor.get('metadata').get('name');
    if (isTemplate || !written.exists || name === '' || isDnsLabel(name)) return;
    ctx.report({ message: 'name', at: written.path, data: { name } });
  },
});
