/** Several VirtualServices have routes for one host of one gateway. */
import { nameList } from '../../base/name-list.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { gatewayBoundHosts, gatewaysOf, takesAllPorts } from '../../workspace/tables/gateway-routes.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly host: string;
  readonly gateway: string;
  readonly others: readonly string[];
  readonly count: number;
}

export const sharedGatewayHost = defineRule({
  id: 'virtual-service/shared-gateway-host',
  title: 'Several VirtualServices have routes for one host of a gateway',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'kiali', code: 'KIA1106' }],
  docs: {
    why: 'A gateway puts the routes of all VirtualServices for a host together, those of the older object first, and routes for everything at the end. Of two routes for everything only that of the older object is ever used, and which one that is may differ from cluster to cluster.',
    fix: 'Keep the route for everything in one VirtualService, or have one that delegates to the others.',
    differs:
      'Kiali warns of every host that two VirtualServices share, and compares the names of gateways as they are written. Sharing a host is supported, so it is a hint where no more than one of them has a route for everything.',
    noFix: 'Which of the routes is meant for the rest is a decision about requests.',
  },
  messages: {
    everything: ({ host, gateway, others, count }: Data) =>
      `Host "${host}" of gateway "${gateway}" has a route for everything here and in ${nameList(others, count)}`,
    shared: ({ host, gateway, others, count }: Data) =>
      `Host "${host}" of gateway "${gateway}" also has routes in ${nameList(others, count)}`,
  },
  effect: ({ isTwice }) =>
    isTwice === true
      ? 'The one of the older object is used, the other never'
      : 'The routes are put together, those of the older object first',
  check(ctx) {
    const { hosts, routes } = ctx.resource.facts(virtualService);
    const http = routes.filter(({ protocol }) => protocol === 'http');
    const gateways = http.length === 0 ? [] : gatewaysOf(ctx.resource);
    if (gateways.length === 0 || ctx.resource.isTemplate) return;
    const isAll = http.some((route) => route.delegate === undefined && takesAllPorts(ctx.resource, route));
    for (const { value, path } of hosts) {
      for (const gateway of gateways) {
        const crowd = bound.of(ctx.world, `${gateway} ${value}`);
        const all = isAll ? crowd.sorts.filter(({ sample }) => sample.row.takesAll) : [];
        const twice = crowd.others(ctx.self, all);
        const isTwice = twice.count > 0;
        const others = isTwice ? twice : crowd.others(ctx.self, crowd.sorts);
        if (others.count === 0) continue;
        ctx.report({
          message: isTwice ? 'everything' : 'shared',
          at: path,
          severity: isTwice ? 'warning' : 'hint',
          data: {
            host: value,
            gateway,
            others: others.firstObjects.map(({ row }) => row.name),
            count: others.objectCount,
            isTwice,
          },
          related: others.nearest.map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: 'also has routes for this host',
          })),
          relatedCount: others.count,
        });
        return;
      }
    }
  },
});

const bound = defineCrowds(gatewayBoundHosts, ({ row }) => String(row.takesAll));
