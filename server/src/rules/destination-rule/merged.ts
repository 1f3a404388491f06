/** Two DestinationRules of one namespace are for one host, and only one of their policies holds. */
import { nameList } from '../../base/name-list.ts';
import { destinationRule } from '../../model/destination-rule.ts';
import { defineCrowds, MOST_OTHERS, type Others, type Sort } from '../../workspace/crowd.ts';
import { qualifiedHost, qualifiedName, registryKey } from '../../workspace/resolve/hosts.ts';
import type { Entry } from '../../workspace/table.ts';
import {
  type DestinationRuleRow,
  destinationRules,
  wildcardDestinationRules,
} from '../../workspace/tables/destination-rules.ts';
import { wildcardKey } from '../../workspace/tables/wildcard-keys.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { type Combine, combineLists, combineMaps, mergeFixes } from '../fixes/merge-objects.ts';
import { overlappingRules } from '../overlapping-rules.ts';

interface Data {
  readonly host: string;
  readonly others: readonly string[];
  readonly count: number;
}

/** Everything that decides whether two rules are put together. */
const alike = ({ row }: Entry<DestinationRuleRow>) =>
  JSON.stringify([
    row.host,
    row.namespace,
    row.hasTrafficPolicy,
    row.workloadSelector,
    row.exportTo.toSorted(),
  ]);

const exact = defineCrowds(destinationRules, alike);
const wildcard = defineCrowds(wildcardDestinationRules, alike);

const KIALI = { tool: 'kiali', code: 'KIA0201' } as const;

export const merged = defineRule({
  id: 'destination-rule/merged',
  title: 'Another DestinationRule has a policy for the same host',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [KIALI],
  docs: {
    why: 'DestinationRules of one namespace for one host are put together: subsets of all of them count, but only one `trafficPolicy`, that of the oldest rule. The limits, load balancing and TLS settings of the others are dropped without a message.',
    fix: 'Write one DestinationRule for the host, or keep subsets only in the others.',
    differs:
      'Rules with a `workloadSelector`, with other readers (`exportTo`) or without a policy of their own are left alone.',
  },
  messages: {
    merged: ({ host, others, count }: Data) =>
      `Host "${host}" has a traffic policy in ${nameList(others, count)} too`,
  },
  effect: 'The policy of the oldest rule holds, the others are dropped',
  check(ctx) {
    const found = mergedRules(ctx);
    const { host } = ctx.resource.facts(destinationRule);
    if (host === undefined) return;
    const count = found.reduce((total, others) => total + others.count, 0);
    if (count === 0) return;
    const first = found.flatMap(({ firstObjects }) => firstObjects).slice(0, MOST_OTHERS);
    const nearest = found.flatMap((others) => others.nearest).slice(0, MOST_OTHERS);
    ctx.report({
      message: 'merged',
      at: host.path,
      data: { host: host.value, others: first.map(({ row }) => `${row.namespace}/${row.name}`), count },
      related: nearest.map(({ resource }) => ({ resource, path: 'spec.host', text: 'for the same host' })),
      relatedCount: count,
      // Kiali lets rules with other subsets alone.
      equivalents: overlappingRules(ctx) === undefined ? [] : [KIALI],
      fixes: ['merge'],
    });
  },
  fixes: {
    merge: suggestion((_finding, ctx) =>
      mergeFixes(
        ctx,
        mergedRules(ctx).flatMap(({ nearest }) => nearest.map(({ resource }) => resource)),
        combineRules,
      ),
    ),
  },
});

/** Subsets of both stay. */
export const combineRules: Combine = (from, into) =>
  combineMaps(from.spec, into.spec, (key, own, there) =>
    key === 'host' ? [] : key === 'subsets' && own.isList ? combineLists(own, there) : undefined,
  );

/** The rules that its own is put together with. */
export function mergedRules(
  ctx: Pick<FixContext, 'resource' | 'world' | 'self'>,
): readonly Others<DestinationRuleRow>[] {
  const { host, workloadSelector, exportTo, trafficPolicies } = ctx.resource.facts(destinationRule);
  if (host === undefined || workloadSelector !== undefined) return [];
  if (!trafficPolicies.some(({ level }) => level === 'rule')) return [];
  const { namespace } = ctx.resource;
  const name = qualifiedHost(ctx.world, host.value, namespace);
  const readers = JSON.stringify(exportTo.map(({ value }) => value).toSorted());
  const isMerged = ({ sample: { row } }: Sort<DestinationRuleRow>) =>
    row.namespace === namespace &&
    row.hasTrafficPolicy &&
    row.workloadSelector === undefined &&
    qualifiedName(ctx.world, row.host) === name &&
    JSON.stringify(row.exportTo.toSorted()) === readers;
  const names = new Set([registryKey(ctx.world, host.value, namespace), name]);
  const crowds = host.value.startsWith('*')
    ? [wildcard.of(ctx.world, wildcardKey(name), ctx.self)]
    : [...names].map((each) => exact.of(ctx.world, each, ctx.self));
  return crowds.map((crowd) => crowd.others(ctx.self, crowd.sorts.filter(isMerged)));
}
