/** Two ServiceEntries give one port of a host different protocols. */

import { exportedTo } from '../../model/registry-name.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { canMeet } from '../../primitives/export-to.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { serviceEntryPortKey, serviceEntryPorts } from '../../workspace/tables/service-entry-ports.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

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
    { tool: 'kiali', code: 'KIA1212' },
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
        const crowd = ports.of(ctx.world, serviceEntryPortKey(host, port.number.value));
        const sorts = crowd.sorts.filter(
          ({ sample: { row } }) => row.protocol !== protocol && canMeet(row.exportTo, scopes),
        );
        const others = crowd.others(ctx.self, sorts);
        if (others.count === 0) continue;
        const met = sorts.filter((sort) => crowd.others(ctx.self, [sort]).count > 0);
        ctx.report({
          message: 'conflict',
          at: port.protocol?.path ?? port.path,
          data: {
            host,
            port: port.number.value,
            protocol,
            others: [...new Set(met.map(({ sample }) => sample.row.protocol))],
          },
          relatedCount: others.count,
          related: others.nearest.map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: `"${row.protocol}" here`,
          })),
          fixes: ['useOther'],
        });
        break;
      }
    }
  },
  fixes: {
    useOther: suggestion(({ data, at }) => {
      const { others } = data as { readonly others: readonly string[] };
      return at.path.endsWith('.protocol')
        ? others
            .filter((other) => other !== '')
            .map((other) => way(other, `Use protocol "${other}", as elsewhere`, set(at.path, other)))
        : [];
    }),
  },
});

/** Everything that decides whether two entries conflict. */
const ports = defineCrowds(serviceEntryPorts, ({ row }) => JSON.stringify([row.protocol, row.exportTo]));
