/**
 * Which DestinationRules hold for a client that calls a service, and what they are when merged (semantics
 * specification §1.6). Pure: the caller gathers the rules that speak about the host.
 */
import { compareSpecificity, isHostSubset } from '../../primitives/host-match.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { Entry } from '../table.ts';
import type { DestinationRuleRow, DestinationRuleSubset } from '../tables/destination-rules.ts';

export type RuleEntry = Entry<DestinationRuleRow>;

export interface RuleQuery {
  /** The service, in full. */
  readonly host: string;
  /** Of the service. */
  readonly namespace: string;
  readonly clientNamespace: string;
  readonly rootNamespace: string;
  /** `defaultDestinationRuleExportTo` of the mesh: `.` or `*`. */
  readonly isPrivateByDefault: boolean;
  /** Full form of a rule's host. */
  readonly qualify: (host: string) => string;
}

/** One rule as the control plane sees it: several objects for one host and the same audience are merged. */
export interface MergedRule {
  /** The one that came first decides; at least one. */
  readonly sources: readonly RuleEntry[];
  readonly subsets: readonly (DestinationRuleSubset & { readonly source: RuleEntry })[];
  /** Whose top-level traffic policy counts. */
  readonly policySource: RuleEntry | undefined;
  /** Empty when it is for all clients. */
  readonly workloadSelector: Labels | undefined;
  /** What counts would be another when the objects had been created in another order, which files do not tell. */
  readonly dependsOnAge: boolean;
}

/** For a client with these labels. */
export function destinationRuleFor(
  rules: readonly RuleEntry[],
  query: RuleQuery,
  labels: Labels,
): MergedRule | undefined {
  const found = destinationRulesFor(rules, query);
  return (
    found.find(({ workloadSelector }) => workloadSelector && selectorMatches(workloadSelector, labels)) ??
    found.find(({ workloadSelector }) => workloadSelector === undefined)
  );
}

/**
 * For all clients of the namespace: rules for chosen workloads first, then the one for everybody else. Empty when no
 * rule holds. The first of three places that has a rule ends the search; nothing is inherited.
 */
export function destinationRulesFor(rules: readonly RuleEntry[], query: RuleQuery): readonly MergedRule[] {
  const { clientNamespace, namespace, rootNamespace } = query;
  const atHome = rules.filter(({ row }) => row.namespace === clientNamespace && isUsableAtHome(row, query));
  const exportedOf = (owner: string) =>
    rules.filter(({ row }) => row.namespace === owner && !isPrivate(row, query));
  const own = mergedForHost(atHome, query);
  if (own.length > 0) return applicable(own);
  for (const owner of [namespace, rootNamespace]) {
    const found = mergedForHost(exportedOf(owner), query).filter((rule) =>
      isExportedTo(rule, clientNamespace),
    );
    if (found.length > 0) return applicable(found);
  }
  return [];
}

/** Rules of the most specific host that covers the service, merged. */
function mergedForHost(rules: readonly RuleEntry[], { host, qualify }: RuleQuery): readonly MergedRule[] {
  const [only] = rules;
  // Most hosts have one rule.
  if (only === undefined || rules.length === 1) {
    return only === undefined || !isHostSubset(host, qualify(only.row.host)) ? [] : [merge(rules)];
  }
  const covering = rules
    .map((entry) => ({ entry, host: qualify(entry.row.host) }))
    .filter((each) => isHostSubset(host, each.host))
    .sort((a, b) => compareSpecificity(a.host, b.host));
  const best = covering[0]?.host;
  const groups = new Map<string, RuleEntry[]>();
  const entries = covering.filter((each) => each.host === best).map(({ entry }) => entry);
  for (const entry of entries.toSorted(compareAge)) {
    const { workloadSelector, exportTo } = entry.row;
    const audience = workloadSelector === undefined ? exportTo.toSorted() : [];
    const selector = Object.entries(workloadSelector ?? {}).toSorted();
    const key = JSON.stringify([workloadSelector === undefined, selector, [...new Set(audience)]]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()].map(merge);
}

/** The first object wins: later ones only add subsets with new names, and a policy where there is none. */
function merge(sources: readonly RuleEntry[]): MergedRule {
  const all = sources.flatMap((source) => source.row.subsets.map((subset) => ({ ...subset, source })));
  const byName = new Map<string, (typeof all)[number]>();
  for (const subset of all) if (!byName.has(subset.name)) byName.set(subset.name, subset);
  const subsets = [...byName.values()];
  const withPolicy = sources.filter(({ row }) => row.hasTrafficPolicy);
  const isContested = all.length > subsets.length || withPolicy.length > 1;
  return {
    sources,
    subsets,
    policySource: withPolicy[0],
    workloadSelector: sources[0]?.row.workloadSelector,
    dependsOnAge: isContested && !isAgeKnown(sources),
  };
}

/** Of several rules for everybody the youngest counts, of several for the same workloads the oldest. */
function applicable(found: readonly MergedRule[]): readonly MergedRule[] {
  const chosen = found.filter(({ workloadSelector }) => workloadSelector !== undefined);
  const forAll = found.filter(({ workloadSelector }) => workloadSelector === undefined);
  const last = forAll.at(-1);
  if (last === undefined) return chosen;
  const isOpen = forAll.length > 1 && !isAgeKnown(forAll.flatMap(({ sources }) => sources));
  return [...chosen, { ...last, dependsOnAge: last.dependsOnAge || isOpen }];
}

function isAgeKnown(sources: readonly RuleEntry[]): boolean {
  return sources.every(({ row }) => row.created !== '');
}

/** Older first; those for chosen workloads before all others. */
function compareAge(a: RuleEntry, b: RuleEntry): number {
  const bySelector =
    Number(b.row.workloadSelector !== undefined) - Number(a.row.workloadSelector !== undefined);
  if (bySelector !== 0) return bySelector;
  return compareText(a.row.created, b.row.created) || compareText(a.row.name, b.row.name);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the root namespace only rules that stay there count before those of the service. */
function isUsableAtHome(row: DestinationRuleRow, query: RuleQuery): boolean {
  if (query.clientNamespace === query.rootNamespace) return isPrivate(row, query);
  if (row.workloadSelector !== undefined || row.exportTo.length === 0) return true;
  return row.exportTo.includes('*') || row.exportTo.includes(row.namespace);
}

/** For its own namespace alone; so are rules for chosen workloads. */
function isPrivate(row: DestinationRuleRow, { isPrivateByDefault }: RuleQuery): boolean {
  if (row.workloadSelector !== undefined) return true;
  if (row.exportTo.length === 0) return isPrivateByDefault;
  return row.exportTo.every((namespace) => namespace === row.namespace);
}

function isExportedTo({ sources }: MergedRule, namespace: string): boolean {
  const exportTo = sources[0]?.row.exportTo ?? [];
  return exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(namespace);
}
