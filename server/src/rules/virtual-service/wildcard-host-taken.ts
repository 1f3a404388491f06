/** Routes of a wildcard host never serve a host that has a VirtualService of its own. */
import { nameList } from '../../base/name-list.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineCrowds, type Sort } from '../../workspace/crowd.ts';
import {
  gatewaysOf,
  isPathOnly,
  type PartlyServedHost,
  partlyServedHosts,
  uriOf,
} from '../../workspace/tables/gateway-routes.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly host: string;
  readonly others: readonly string[];
  readonly count: number;
}

/** Sorts of other VirtualServices that are looked at. */
const MOST_SORTS = 50;

const partlyServed = defineCrowds(partlyServedHosts, ({ row }) => JSON.stringify(row.paths));

export const wildcardHostTaken = defineRule({
  id: 'virtual-service/wildcard-host-taken',
  title: 'Routes of a wildcard host do not serve a host that has its own',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.gateways'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'At a gateway the most specific host wins as a whole. Once a VirtualService names `shop.example.com`, the routes of `*.example.com` and `*` are not tried for it, not even for requests that none of its own routes takes: those are answered with 404.',
    fix: 'Repeat the routes in the VirtualService of the host, give that one a route for all the rest, or name the host in both (routes of one host are put together).',
    differs:
      'Silent when the more specific VirtualService has a route for all requests, or routes of its own for the same paths. A wildcard that only has a route for everything is told as information: it is mostly a page for unknown hosts.',
    noFix: 'Whether the routes should be repeated or the host left out is a decision about requests.',
  },
  messages: {
    taken: ({ host, others, count }: Data) =>
      `Routes of "${host}" never serve ${nameList(others, count)}, which a VirtualService of its own has`,
  },
  effect: 'Requests that its own routes leave over are answered with 404',
  check(ctx) {
    const { hosts, routes } = ctx.resource.facts(virtualService);
    const wildcards = hosts.filter(({ value }) => value.startsWith('*'));
    const http = routes.filter(({ protocol }) => protocol === 'http');
    if (wildcards.length === 0 || http.length === 0) return;
    const blocks = http.flatMap(({ matches }) => matches.map((path) => ctx.resource.cursor.at(path)));
    const special = blocks.filter((block) => isPathOnly(block)).map(uriOf);
    const wanted = new Set(special.filter((uri) => uri !== '' && uri !== '{"prefix":"/"}'));
    const isLeftOver = ({ sample: { row } }: Sort<PartlyServedHost>) =>
      wanted.size === 0 || [...wanted].some((uri) => !row.paths.includes(uri));
    for (const { value, path } of wildcards) {
      for (const gateway of gatewaysOf(ctx.resource)) {
        if (!ctx.world.has(gatewaysByName, gateway)) continue;
        const crowd = partlyServed.of(ctx.world, `${gateway} ${value.slice(1)}`);
        const others = crowd.others(ctx.self, crowd.sorts.slice(0, MOST_SORTS).filter(isLeftOver));
        if (others.count === 0) continue;
        const names = [...new Set(others.nearest.map(({ row }) => row.host))];
        ctx.report({
          message: 'taken',
          at: path,
          severity: wanted.size === 0 ? 'info' : 'warning',
          data: { host: value, others: names, count: names.length },
          related: others.nearest.map(({ resource, row }) => ({
            resource,
            path: row.path,
            text: 'has routes of its own',
          })),
          relatedCount: others.count,
        });
        break;
      }
    }
  },
});
