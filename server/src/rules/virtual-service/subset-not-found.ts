/** A destination names a subset that no DestinationRule of its host defines. */

import { MOST_NAMES } from '../../base/name-list.ts';
import { nearest } from '../../base/nearest.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import { allDestinations, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { MOST_OTHERS } from '../../workspace/crowd.ts';
import { isAboveOrBelow } from '../../workspace/resolve/beside.ts';
import {
  type DefinedSubsets,
  isSubsetOfAlternative,
  subsetsForHost,
} from '../../workspace/resolve/destination-rules.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import type { Entry } from '../../workspace/table.ts';
import type { DestinationRuleRow } from '../../workspace/tables/destination-rules.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { createdRule, createdSubset, type SubsetData } from '../fixes/subset-fixes.ts';
import { UNPROVED } from '../not-found-texts.ts';

export const subsetNotFound = defineRule({
  id: 'virtual-service/subset-not-found',
  title: 'Route uses a subset that no DestinationRule defines',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0101', analyzer: 'virtualservice.DestinationRuleAnalyzer' },
    { tool: 'kiali', code: 'KIA1107' },
  ],
  docs: {
    why: 'Traffic to an unknown subset has no cluster and is answered with 503.',
    fix: 'Define the subset in the DestinationRule of the host, or route without a subset.',
    differs:
      'Rules for wildcard hosts count where they have subsets, and so do rules of any namespace for a host outside the cluster; upstream reports both by mistake. Where no DestinationRule for the host is in the files, the finding is a hint: the rule may live elsewhere. So it is when another definition of the same DestinationRule in the files, one that a later definition replaces, has the subset, unless the one without it stands in the file of the route. Between folders side by side, of which no file says the namespace, it is a warning.',
  },
  messages: {
    notFound: ({ subset, host }: SubsetData) => `Subset "${subset}" is not defined for host "${host}"`,
    noRule: ({ subset, host }: SubsetData) =>
      `Subset "${subset}" is used, but no DestinationRule for host "${host}" is in the files`,
  },
  effect: ({ isProved }) =>
    isProved === false ? UNPROVED : 'Requests that take this route are answered with 503',
  check(ctx) {
    for (const { host, subset } of allDestinations(ctx.resource.facts(virtualService))) {
      if (host === undefined || subset === undefined || subset.value === '') continue;
      // A host that lacks its domain is a mistake of its own: here the Service counts that it is meant for.
      const [meant] = host.value.includes('.') ? meantHosts(ctx.world, host.value) : [];
      const called = meant ?? host.value;
      const { rules, byName, hasMore } = subsetsForHost(ctx.world, called, ctx.resource.namespace);
      // A template may define any subset.
      if (byName.has(subset.value) || hasMore) continue;
      const data = { subset: subset.value, host: called };
      if (!isAnchored(ctx.world, rules)) {
        const severity = severityWithoutRule(ctx.world);
        ctx.report({
          message: 'noRule',
          at: subset.path,
          data: { ...data, isProved: severity !== 'hint' },
          severity,
          fixes: ['createRule'],
        });
        continue;
      }
      const severity = severityWithRules(ctx, rules, data);
      ctx.report({
        message: 'notFound',
        at: subset.path,
        data: { ...data, isProved: severity !== 'hint' },
        severity,
        related: rules.slice(0, MOST_OTHERS).map((entry) => ({
          resource: entry.resource,
          path: 'spec.subsets',
          part: 'key',
          text: 'its subsets',
        })),
        relatedCount: rules.length,
        fixes: ['useKnownSubset', 'createSubset'],
      });
    }
  },
  fixes: {
    useKnownSubset: suggestion((finding, { resource, world }) => {
      const { subset, host } = finding.data;
      const names = [...subsetsForHost(world, String(host), resource.namespace).byName.keys()];
      const offered = new Set([...nearest(String(subset), names), ...names.slice(0, MOST_NAMES)]);
      return [...offered].map((name) => use(finding, name, 'subset'));
    }),
    createSubset: suggestion(({ data }, ctx) => createdSubset(ctx, data as unknown as SubsetData)),
    createRule: suggestion(({ data }, ctx) => createdRule(ctx, data as unknown as SubsetData)),
  },
});

/**
 * In a folder of alternatives another definition of the rule may be the one that is applied with this route; not where the
 * rule stands in the route's own file, for then they go together.
 */
function severityWithRules(
  { world, resource, self }: Pick<FixContext, 'world' | 'resource' | 'self'>,
  rules: DefinedSubsets['rules'],
  { host, subset }: { readonly host: string; readonly subset: string },
): 'error' | 'warning' | 'hint' {
  if (world.config('completeness') === 'complete') return 'error';
  if (!isSubsetOfAlternative(world, host, resource.namespace, subset)) {
    // Nobody says that folders side by side are applied to one namespace.
    const isDoubtful = world.config('isLoose') && isInOpenNamespace(resource);
    return isDoubtful && !rules.some((rule) => isAboveOrBelow(world, rule.resource, { self }))
      ? 'warning'
      : 'error';
  }
  const own = world.fileOf(self);
  return rules.some((rule) => world.fileOf(rule.resource) === own) ? 'error' : 'hint';
}

/** A rule for whole domains says nothing of the subsets of one host, unless it has some: another rule may define them. */
function isAnchored(world: WorldReader, rules: readonly Entry<DestinationRuleRow>[]): boolean {
  if (world.config('completeness') === 'complete') return rules.length > 0;
  return rules.some(({ row }) => !row.host.startsWith('*') || row.subsets.length > 0);
}

function severityWithoutRule(world: WorldReader): 'error' | 'hint' {
  return world.config('completeness') === 'complete' ? 'error' : 'hint';
}
