/** Another DestinationRule speaks about the same host, so that of one of them less holds than it says. */
import { nameList } from '../../base/name-list.ts';
import { destinationRule } from '../../model/destination-rule.ts';
import { MOST_OTHERS } from '../../workspace/crowd.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { mergeFixes } from '../fixes/merge-objects.ts';
import { type Overlap, overlappingRules } from '../overlapping-rules.ts';
import { combineRules, mergedRules } from './merged.ts';

interface Data {
  readonly host: string;
  readonly others: readonly string[];
  readonly count: number;
}
interface SharedData extends Data {
  readonly subset: string;
}

const EFFECTS: Readonly<Record<Overlap, string>> = {
  same: 'They are read as one rule: of what both say, the older one counts',
  elsewhere:
    'A client follows one of them: that of its own namespace, else that of the namespace of the Service, and nothing of the other',
  wider: 'Clients follow the rule with the more specific host, and nothing of the wider one holds here',
  narrower: 'Clients follow those for their hosts, and nothing of this one holds there',
};

export const overlapping = defineRule({
  id: 'destination-rule/overlapping',
  title: 'Another DestinationRule speaks about the same host',
  severity: 'info',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'kiali', code: 'KIA0201' }],
  docs: {
    why: 'A client follows one rule for a host: the one with the most specific host, and of rules for one host that of its own namespace, then that of the Service. Nothing is inherited from the others. Only rules of one namespace for one host are put together, and there a subset that stands in both keeps the definition of the older rule.',
    fix: 'Keep one rule for a host, repeat in the narrower rule what shall hold of the wider one, or keep rules of other namespaces apart with `exportTo`.',
    differs:
      'Kiali warns where one of the rules has no subsets, or both have one of the same name. Settings for many hosts with exceptions for some are common and work as described, so they are hints, whatever the subsets; a subset that is defined twice for one host is a warning. Rules with different `workloadSelector`s do not meet. Two traffic policies for one host are told by `destination-rule/merged`.',
  },
  messages: {
    same: ({ host, others, count }: Data) => `Host "${host}" also has ${nameList(others, count)}`,
    sameSubset: ({ host, subset, others, count }: SharedData) =>
      `Subset "${subset}" of host "${host}" is also defined in ${nameList(others, count)}`,
    elsewhere: ({ host, others, count }: Data) =>
      `Host "${host}" also has a rule in another namespace, ${nameList(others, count)}`,
    wider: ({ host, others, count }: Data) =>
      `Host "${host}" is also covered by the wider rule ${nameList(others, count)}`,
    narrower: ({ host, others, count }: Data) =>
      `"${host}" covers hosts that have rules of their own, ${nameList(others, count)}`,
  },
  effect: ({ overlap }) => EFFECTS[overlap as Overlap],
  check(ctx) {
    const { host } = ctx.resource.facts(destinationRule);
    if (host === undefined || mergedRules(ctx).some(({ count }) => count > 0)) return;
    const overlaps = overlappingRules(ctx);
    if (overlaps === undefined) return;
    const { overlap, found, shared, areClashing } = overlaps;
    const [subset] = shared;
    const count = found.reduce((total, others) => total + others.objectCount, 0);
    const first = found.flatMap(({ firstObjects }) => firstObjects).slice(0, MOST_OTHERS);
    const data = {
      host: host.value,
      others: first.map(({ row }) => `${row.namespace}/${row.name}`),
      count,
      overlap,
    };
    const common = {
      at: host.path,
      related: found
        .flatMap(({ nearest }) => nearest)
        .slice(0, MOST_OTHERS)
        .map(({ resource }) => ({ resource, path: 'spec.host', text: 'the other rule' })),
      relatedCount: found.reduce((total, others) => total + others.count, 0),
      fixes: overlap === 'same' ? ['merge'] : [],
      ...(areClashing ? {} : { equivalents: [] }),
    };
    // Exceptions from a wider rule, and rules of clients for themselves, are mostly meant.
    const severity = overlap === 'same' ? 'info' : 'hint';
    if (subset === undefined) ctx.report({ message: overlap, severity, ...common, data });
    else ctx.report({ message: 'sameSubset', severity: 'warning', ...common, data: { ...data, subset } });
  },
  fixes: {
    merge: suggestion((_finding, ctx) => {
      const overlaps = overlappingRules(ctx);
      const others = overlaps?.overlap === 'same' ? overlaps.found : [];
      return mergeFixes(
        ctx,
        others.flatMap(({ nearest }) => nearest.map(({ resource }) => resource)),
        combineRules,
      );
    }),
  },
});
