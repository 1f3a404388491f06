/** Two ServiceEntries give one port of a host different protocols. */

import { exportedTo } from '../../model/registry-name.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { serviceEntryPorts } from '../../workspace/tables/service-entry-ports.ts';
import { defineRule } from '../define-rule.ts';

export const conflictingProtocol = defineRule({
  id: 'service-entry/conflicting-protocol',
  title: 'One port of a host has several protocols',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    { tool: 'istioctl', code: 'IST0177', analyzer: 'serviceentry.ConflictingServiceEntryProtocolAnalyzer' },
  ],
  docs: {
    why: 'The proxy builds one listener for a port of a host. Which of the protocols it gets depends on the order in which the entries were created, so that routing may change when one of them is applied again.',
    fix: 'Use one protocol in all entries for the host and port, or keep them apart with `exportTo`.',
    differs: 'One entry that lists a number twice is reported by `service-entry/duplicate-port` instead.',
  },
  messages: {
    conflict: ({
      host,
      port,
      protocol,
      others,
    }: {
      host: string;
      port: number;
      protocol: string;
      others: readonly string[];
    }) =>
      `Port ${port} of "${host}" is "${protocol}" here and ${others.map((other) => `"${other}"`).join(', ')} elsewhere`,
  },
  effect: 'Which one counts depends on creation time in the cluster',
  check(ctx) {
    const facts = ctx.resource.facts(serviceEntry);
    const scopes = exportedTo(
      facts.exportTo.map(({ value }) => value),
      ctx.resource.namespace,
    );
    for (const port of facts.ports) {
      if (port.number === undefined) continue;
      const protocol = (port.protocol?.value ?? '').toUpperCase();
      for (const { value: host } of facts.hosts) {
        const others = ctx.world
          .read(serviceEntryPorts, `${host} ${port.number.value}`)
          .filter(
            ({ row, resource }) =>
              resource !== ctx.self && row.protocol !== protocol && canMeet(row.exportTo, scopes),
          );
        if (others.length === 0) continue;
        ctx.report({
          message: 'conflict',
          at: port.protocol?.path ?? port.path,
          data: {
            host,
            port: port.number.value,
            protocol,
            others: [...new Set(others.map(({ row }) => row.protocol))],
          },
          related: others.map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: `"${row.protocol}" here`,
          })),
        });
        break;
      }
    }
  },
});

/** Whether some namespace sees both; an empty list and `*` mean every namespace. */
function canMeet(a: readonly string[], b: readonly string[]): boolean {
  const isPublic = (scopes: readonly string[]) => scopes.length === 0 || scopes.includes('*');
  return isPublic(a) || isPublic(b) || a.some((scope) => b.includes(scope));
}
