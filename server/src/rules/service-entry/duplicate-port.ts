/** Two ports of a ServiceEntry have one number. */

import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const REJECTED = admission([{ code: 'C-29', since: '1.24' }, { code: 'V-SE-10' }]);

/** Upstream says so, too, when the two have different protocols. */
const TWO_PROTOCOLS = {
  tool: 'istioctl',
  code: 'IST0177',
  analyzer: 'serviceentry.ConflictingServiceEntryProtocolAnalyzer',
} as const;

const kiali = (code: string) => ({ tool: 'kiali', code }) as const;

export const duplicatePort = defineRule({
  id: 'service-entry/duplicate-port',
  title: 'Port number is listed twice',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: [...REJECTED, TWO_PROTOCOLS, kiali('KIA1211'), kiali('KIA1212')],
  docs: {
    why: 'A port has one name and one protocol, so its number can stand in the list once. The object is rejected.',
    fix: 'Remove one of the two, or correct its number.',
  },
  messages: {
    duplicate: ({ port }: { port: number }) => `Port "${port}" is listed twice`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const first = new Map<number, Cursor>();
    for (const item of fieldsAt(ctx.spec, 'ports[]')) {
      const port = item.get('number').number();
      if (port === undefined) continue;
      const earlier = first.get(port);
      first.set(port, earlier ?? item);
      if (earlier === undefined) continue;
      ctx.report({
        message: 'duplicate',
        at: item.get('number').path,
        data: { port },
        related: [{ resource: ctx.self, path: earlier.get('number').path, text: 'listed here first' }],
        equivalents:
          protocolOf(earlier) === protocolOf(item)
            ? [...REJECTED, kiali('KIA1211')]
            : [...REJECTED, TWO_PROTOCOLS, kiali('KIA1212')],
        fixes: ['removePort'],
      });
    }
  },
  fixes: {
    removePort: suggestion(({ data, at }) => [
      {
        title: `Remove the second port ${String(data['port'])}`,
        operations: [remove(at.path.slice(0, at.path.lastIndexOf('.')))],
      },
    ]),
  },
});

function protocolOf(port: Cursor): string {
  return (port.get('protocol').string() ?? '').toUpperCase();
}
