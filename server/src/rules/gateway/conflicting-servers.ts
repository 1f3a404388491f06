/** Two Gateways serve the same host on the same port of the same workload. */
import { nameList } from '../../base/name-list.ts';
import { printsLocalVariable } from '../../base/placeholder.ts';
import { gateway } from '../../model/gateway.ts';
import { isSelectorSubset, type Labels, selectorsCanOverlap } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { defineCrowds } from '../../workspace/crowd.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { gatewayHosts, scopedHost } from '../../workspace/tables/gateway-servers.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { leaveHostTo, MOST_CHOICES } from '../fixes/leave-host.ts';

const CONFLICTING = {
  tool: 'istioctl',
  code: 'IST0145',
  analyzer: 'gateway.ConflictingGatewayAnalyzer',
} as const;
const CLASH = { tool: 'kiali', code: 'KIA0301' } as const;

interface Conflict {
  readonly host: string;
  readonly port: number;
  readonly others: readonly string[];
  readonly count: number;
  /** All of them without TLS. */
  readonly arePlain: boolean;
}

export const conflictingServers = defineRule({
  id: 'gateway/conflicting-servers',
  title: 'Several Gateways serve the same host on the same port',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [CONFLICTING, CLASH],
  docs: {
    why: 'Gateways that select the same workload are merged. When two of them name one host for the same port and address, one server wins: with TLS the other is dropped together with its certificate and its routes, with plain HTTP the routes of both are served as if they belonged together.',
    fix: 'Keep the host in one Gateway and bind the VirtualServices to it.',
    differs:
      'Upstream reports an error for every protocol and compares host texts; here servers without TLS get a warning, `*/host` equals `host`, and `./host` stands for the own namespace. Selectors overlap when one includes the other or when a workload matches both. With `--skip-wildcard-gateway-hosts`, the switch of Kiali, a plain server for `*` gets a hint only.',
  },
  messages: {
    conflict: ({ host, port, others, count }: Conflict) =>
      `Host "${host}" on port ${port} is also served by ${nameList(others, count)}`,
  },
  effect: (data) =>
    (data as unknown as Conflict).arePlain
      ? 'The routes of all are served there together'
      : 'The gateway uses one of the servers',
  check(ctx) {
    const facts = ctx.resource.facts(gateway);
    const scope = gatewayScope(ctx.world, ctx.resource.namespace);
    for (const server of facts.servers) {
      for (const { value, path } of server.hosts) {
        const own = scopedHost(value, ctx.resource.namespace);
        const isExpected = own.host === '*' && ctx.world.config('skipsWildcardGatewayHosts');
        const port = server.port?.value ?? 0;
        const crowd = servers.of(ctx.world, `${port} ${own.host}`);
        const sorts = crowd.sorts.filter(
          ({ sample: { row, resource } }) =>
            (scope === '*' || resource.namespace === scope) &&
            row.bind === server.bind &&
            (row.scope === own.scope || row.scope === '*' || own.scope === '*') &&
            meeting(ctx.world, scope, facts.selector, row.selector) !== 'never',
        );
        const others = crowd.others(ctx.self, sorts);
        if (others.count === 0) continue;
        const isTls = server.tls !== undefined && !server.tls.isHttpsRedirect;
        const isLost = sorts.some(
          (sort) =>
            sort.sample.row.isTls &&
            crowd.others(ctx.self, [sort]).count > 0 &&
            meeting(ctx.world, scope, facts.selector, sort.sample.row.selector) === 'proved',
        );
        ctx.report({
          message: 'conflict',
          at: path,
          severity: isTls && isLost ? 'error' : isExpected ? 'hint' : 'warning',
          equivalents: isExpected ? [CONFLICTING] : [CONFLICTING, CLASH],
          data: {
            host: value,
            port,
            others: others.firstObjects.map(({ row }) => row.gateway),
            count: others.objectCount,
            arePlain: !isTls && sorts.every(({ sample }) => !sample.row.isTls),
          },
          relatedCount: others.count,
          related: others.nearest.map(({ row, resource }) => ({
            resource,
            path: row.path,
            text: 'also serves this host',
          })),
          fixes: ['leaveToOther'],
        });
      }
    }
  },
  fixes: {
    leaveToOther: suggestion(({ data, at }, ctx) =>
      (data as unknown as Conflict).others
        .slice(0, MOST_CHOICES)
        .flatMap((other) => leaveHostTo(ctx, { host: String(data['host']), path: at.path, other })),
    ),
  },
});

/** Everything that decides whether two servers meet. */
const servers = defineCrowds(gatewayHosts, ({ row, resource }) =>
  JSON.stringify([
    resource.namespace,
    row.bind,
    row.scope,
    row.isTls,
    Object.entries(row.selector).toSorted(),
  ]),
);

/** Whether one workload is selected by both: `possible` when it could be and the files hold none. */
function meeting(world: WorldReader, scope: string, a: Labels, b: Labels): 'proved' | 'possible' | 'never' {
  if ([a, b].some((labels) => Object.entries(labels).flat().some(printsLocalVariable))) return 'never';
  const isIncluded = isSelectorSubset(a, b);
  const includes = isSelectorSubset(b, a);
  if (isIncluded && includes) return 'proved';
  if (!selectorsCanOverlap(a, b)) return 'never';
  if (selectWorkloads(world, scope, { ...a, ...b }).length > 0) return 'proved';
  const isOpen = world.config('completeness') !== 'complete';
  return isOpen && (isIncluded || includes) ? 'possible' : 'never';
}
