/** A ServiceEntry for TCP without addresses: nothing tells its traffic from other traffic to the port. */
import { serviceEntry } from '../../model/service-entry.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const AUTO = 'networking.istio.io/enable-autoallocate-ip';

export const portTakenWhole = defineRule({
  id: 'service-entry/port-taken-whole',
  title: 'ServiceEntry takes all traffic of a TCP port',
  severity: 'warning',
  preset: 'recommended',
  kinds: serviceEntry.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-12' }]),
  docs: {
    why: 'Plain TCP carries no host name, so a proxy tells services apart by the address of the connection. Without `addresses` (and where none is given out automatically, as with `resolution: NONE`) the proxy takes every connection to the port for this service, whatever its address.',
    fix: 'List the `addresses` of the service, or say what the port speaks: TLS and HTTP carry the host name.',
  },
  messages: {
    whole: ({ port }: { port: string }) =>
      `Port ${port} is plain TCP, and there are no "addresses" to tell its traffic from other traffic`,
  },
  effect: 'Every connection to the port is taken for this service',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const { addresses, ports, resolution } = ctx.resource.facts(serviceEntry);
    const allocation = ctx.resource.cursor.get('metadata').get('labels').get(AUTO).string() ?? '';
    if (addresses.length > 0 || (resolution !== 'NONE' && allocation.toLowerCase() !== 'false')) return;
    for (const { path, number, protocol } of ports) {
      if (!['', 'TCP'].includes(protocol?.value ?? '')) continue;
      const data = { port: String(number?.value ?? ''), path };
      ctx.report({ message: 'whole', at: protocol?.path ?? path, data, fixes: ['useTls'] });
    }
  },
  fixes: {
    useTls: suggestion(({ data }) => {
      const protocol = `${String(data['path'])}.protocol`;
      // The port that TLS has by custom; of others nobody knows.
      return data['port'] === '443'
        ? [{ title: 'Use protocol "TLS"', operations: [set(protocol, 'TLS')] }]
        : [];
    }),
  },
});
