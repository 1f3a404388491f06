/** Another ServiceEntry has the same port of the same host. */
import { nameList } from '../../base/name-list.ts';
import { exportedTo } from '../../model/registry-name.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { canMeet } from '../../primitives/export-to.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { serviceEntryPortKey, serviceEntryPorts } from '../../workspace/tables/service-entry-ports.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly host: string;
  readonly port: number;
  readonly others: readonly string[];
  readonly count: number;
}

export const definedTwice = defineRule({
  id: 'service-entry/defined-twice',
  title: 'Another ServiceEntry has the same port of the host',
  severity: 'info',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'kiali', code: 'KIA1211' }],
  docs: {
    why: 'Entries for one host are read as one service: resolution, location and addresses are those of one of them, and which one depends on where the client is and on the age of the entries. A change of one of them may then have no effect.',
    fix: 'Keep one entry for the host, or keep them apart with `exportTo`.',
    differs:
      'Kiali warns. Entries that say the same do no harm, so it is information; what contradicts itself has a warning of its own (`service-entry/conflicting-protocol`).',
    noFix: 'Which of the entries is to stay is for their owners to say.',
  },
  messages: {
    twice: ({ host, port, others, count }: Data) =>
      `Port ${port} of "${host}" is also defined by ${nameList(others, count)}`,
  },
  effect: 'Of what they say differently, one counts',
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
        const sorts = crowd.sorts.filter(({ sample: { row } }) => canMeet(row.exportTo, scopes));
        const others = crowd.others(ctx.self, sorts);
        const isContradicted = crowd.others(
          ctx.self,
          sorts.filter(({ sample: { row } }) => row.protocol !== protocol),
        );
        if (others.count === 0 || isContradicted.count > 0) continue;
        ctx.report({
          message: 'twice',
          at: port.number.path,
          data: {
            host,
            port: port.number.value,
            others: others.firstObjects.map(({ row }) => row.name),
            count: others.objectCount,
          },
          relatedCount: others.count,
          related: others.nearest.map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: 'also defined here',
          })),
        });
        break;
      }
    }
  },
});

/** Everything that decides whether two entries meet. */
const ports = defineCrowds(serviceEntryPorts, ({ row }) => JSON.stringify([row.protocol, row.exportTo]));
