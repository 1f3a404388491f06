/** Two DestinationRules of one namespace are for one host, and only one of their policies holds. */
import { destinationRule } from '../../model/destination-rule.ts';
import { rulesForHost } from '../../workspace/resolve/destination-rules.ts';
import { qualifiedHost, qualifiedName } from '../../workspace/resolve/hosts.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly host: string;
  readonly others: readonly string[];
}

export const merged = defineRule({
  id: 'destination-rule/merged',
  title: 'Another DestinationRule has a policy for the same host',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'DestinationRules of one namespace for one host are put together: subsets of all of them count, but only one `trafficPolicy`, that of the oldest rule. The limits, load balancing and TLS settings of the others are dropped without a message.',
    fix: 'Write one DestinationRule for the host, or keep subsets only in the others.',
    differs:
      'Rules with a `workloadSelector`, with other readers (`exportTo`) or without a policy of their own are left alone.',
  },
  messages: {
    merged: ({ host, others }: Data) =>
      `Host "${host}" has a traffic policy in ${others.map((each) => `"${each}"`).join(', ')} too`,
  },
  effect: 'The policy of the oldest rule holds, the others are dropped',
  check(ctx) {
    const { host, workloadSelector, exportTo, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || workloadSelector !== undefined) return;
    if (!trafficPolicies.some(({ level }) => level === 'rule')) return;
    const { namespace } = ctx.resource;
    const name = qualifiedHost(ctx.world, host.value, namespace);
    const readers = JSON.stringify(exportTo.map(({ value }) => value).toSorted());
    const others = rulesForHost(ctx.world, host.value, namespace).filter(
      ({ row, resource }) =>
        resource.key !== ctx.self.key &&
        row.namespace === namespace &&
        row.hasTrafficPolicy &&
        row.workloadSelector === undefined &&
        qualifiedName(ctx.world, row.host) === name &&
        JSON.stringify(row.exportTo.toSorted()) === readers,
    );
    if (others.length === 0) return;
    ctx.report({
      message: 'merged',
      at: host.path,
      data: { host: host.value, others: others.map(({ row }) => `${row.namespace}/${row.name}`) },
      related: others.map(({ resource }) => ({ resource, path: 'spec.host', text: 'for the same host' })),
    });
  },
});
