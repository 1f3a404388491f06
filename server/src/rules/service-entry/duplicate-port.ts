/** Two ports of a ServiceEntry have one number. */
import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const duplicatePort = defineRule({
  id: 'service-entry/duplicate-port',
  title: 'Port number is listed twice',
  severity: 'error',
  presets: ['recommended'],
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'C-29', since: '1.24' }, { code: 'V-SE-10' }]),
  docs: {
    why: 'A port has one name and one protocol, so its number can stand in the list once. The object is rejected.',
    fix: 'Remove one of the two, or correct its number.',
  },
  messages: {
    duplicate: ({ port }: { port: number }) => `Port "${port}" is listed twice`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.document.isTemplate) return;
    const first = new Map<number, string>();
    for (const field of fieldsAt(ctx.spec, 'ports[].number')) {
      const port = field.number();
      if (port === undefined) continue;
      const earlier = first.get(port);
      first.set(port, earlier ?? field.path);
      if (earlier === undefined) continue;
      ctx.report({
        message: 'duplicate',
        at: field.path,
        data: { port },
        related: [{ resource: ctx.self, path: earlier, text: 'listed here first' }],
      });
    }
  },
});
