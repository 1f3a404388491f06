/** DestinationRules whose hosts overlap, as clients meet them: what `merged` and `overlapping` both look at. */
import { destinationRule } from '../model/destination-rule.ts';
import { exportedTo } from '../model/registry-name.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import { canMeet } from '../primitives/export-to.ts';
import type { WorldReader } from '../workspace/check.ts';
import { defineCrowds, type Others, type Sort } from '../workspace/crowd.ts';
import { qualifiedHost, qualifiedName, registeredNames } from '../workspace/resolve/hosts.ts';
import { areDestinationRulesPrivate } from '../workspace/resolve/visibility.ts';
import { isWideMutual } from '../workspace/resolve/wide-rules.ts';
import type { Entry } from '../workspace/table.ts';
import {
  type DestinationRuleRow,
  destinationRules,
  destinationRulesBySuffix,
  wildcardDestinationRules,
} from '../workspace/tables/destination-rules.ts';
import { ANY_WILDCARD, coveringKeys } from '../workspace/tables/wildcard-keys.ts';

/** How another rule stands to this one; the first that there are is told. */
export type Overlap = 'same' | 'elsewhere' | 'wider' | 'narrower';

/** Of rules that differ, more than these for one host are not compared: nobody keeps so many, and each looks at all. */
const MOST_SORTS = 50;

type NamedRule = Pick<DestinationRuleRow, 'host' | 'name' | 'namespace'>;

export interface OverlappingRules {
  readonly overlap: Overlap;
  readonly found: readonly Others<NamedRule>[];
  /** Names of subsets that another rule of the namespace for the host defines as well. */
  readonly shared: readonly string[];
  /** One of them has no subsets, or a subset of a name that the others have as well. */
  readonly areClashing: boolean;
}

interface Asking {
  readonly world: WorldReader;
  readonly resource: Resource;
  readonly self: ResourceRef;
}

/** Everything that decides whether two rules overlap, but for the hosts below a wildcard. */
const alike = ({ row }: Entry<DestinationRuleRow>) =>
  JSON.stringify([row.host, row.namespace, row.tlsMode, row.workloadSelector, row.exportTo, namesOf(row)]);

const exact = defineCrowds(destinationRules, alike);
const wildcard = defineCrowds(wildcardDestinationRules, alike);
const below = defineCrowds(destinationRulesBySuffix, ({ row }) => {
  const wide = row.tlsMode !== '' && row.host.startsWith('*') ? [row.host, row.tlsMode] : [];
  return JSON.stringify([row.namespace, row.workloadSelector, row.exportTo, row.subsets, ...wide]);
});

export function overlappingRules(asking: Asking): OverlappingRules | undefined {
  const { world, resource, self } = asking;
  const { host, workloadSelector, exportTo, subsets } = resource.facts(destinationRule);
  if (host === undefined || host.value === '') return undefined;
  const { namespace } = resource;
  const name = qualifiedHost(world, host.value, namespace);
  const tlsMode = resource.spec.get('trafficPolicy').get('tls').get('mode').string() ?? '';
  if (isWideMutual(world, { host: host.value, namespace, tlsMode })) return undefined;
  const names = [...new Set(subsets.map((subset) => subset.name.value))];
  const own = {
    namespace,
    exportTo: exportedTo(
      exportTo.map(({ value }) => value),
      namespace,
    ),
  };
  const isMet = (row: Pick<DestinationRuleRow, 'namespace' | 'exportTo' | 'workloadSelector'>) =>
    JSON.stringify(row.workloadSelector) === JSON.stringify(workloadSelector) &&
    canMeet(scopesOf(world, row), scopesOf(world, own));
  const clash = (theirs: readonly string[]) =>
    names.length === 0 || theirs.length === 0 || theirs.some((each) => names.includes(each));
  const isCandidate = ({ sample: { row } }: Sort<DestinationRuleRow>) =>
    isMet(row) && !isWideMutual(world, row);
  const isClashing = ({ sample: { row } }: Sort<DestinationRuleRow>) => clash(namesOf(row));

  const crowds = [
    ...registeredNames(world, host.value, namespace).map((each) => exact.of(world, each, self)),
    ...coveringCrowds(world, name, self),
  ].map((crowd) => ({ crowd, sorts: crowd.sorts.slice(0, MOST_SORTS) }));
  const isSameHost = (sort: Sort<DestinationRuleRow>) => qualifiedName(world, sort.sample.row.host) === name;
  const pick = (wanted: (sort: Sort<DestinationRuleRow>) => boolean) =>
    crowds
      .map(({ crowd, sorts }) =>
        crowd.others(
          self,
          sorts.filter((sort) => isCandidate(sort) && wanted(sort)),
        ),
      )
      .filter(({ count }) => count > 0);

  const areClashing = (wanted: (sort: Sort<DestinationRuleRow>) => boolean) =>
    crowds.some(({ sorts }) => sorts.some((sort) => isCandidate(sort) && wanted(sort) && isClashing(sort)));

  // Rules of one namespace are put together: those whose subsets are others complete each other.
  const same = pick(
    (sort) => isSameHost(sort) && sort.sample.row.namespace === namespace && isClashing(sort),
  );
  if (same.length > 0) {
    const theirs = new Set(same.flatMap(({ nearest }) => nearest.flatMap(({ row }) => namesOf(row))));
    return {
      overlap: 'same',
      found: same,
      shared: names.filter((each) => theirs.has(each)),
      areClashing: true,
    };
  }
  const isElsewhere = (sort: Sort<DestinationRuleRow>) =>
    isSameHost(sort) && sort.sample.row.namespace !== namespace;
  const elsewhere = pick(isElsewhere);
  if (elsewhere.length > 0) {
    return { overlap: 'elsewhere', found: elsewhere, shared: [], areClashing: areClashing(isElsewhere) };
  }
  const isAbove = (sort: Sort<DestinationRuleRow>) =>
    isWider(qualifiedName(world, sort.sample.row.host), name);
  const wider = pick(isAbove);
  if (wider.length > 0) {
    return { overlap: 'wider', found: wider, shared: [], areClashing: areClashing(isAbove) };
  }
  if (!host.value.startsWith('*')) return undefined;
  const tails = suffixesOf(world, name)
    .map((suffix) => below.of(world, suffix, self))
    .map((crowd) => ({
      crowd,
      sorts: crowd.sorts
        .slice(0, MOST_SORTS)
        .filter(({ sample: { row } }) => isMet(row) && !isWideMutual(world, row)),
    }));
  const narrower = tails
    .map(({ crowd, sorts }) => crowd.others(self, sorts))
    .filter(({ count }) => count > 0);
  if (narrower.length === 0) return undefined;
  const isAnyClashing = tails.some(({ sorts }) => sorts.some(({ sample: { row } }) => clash(row.subsets)));
  return { overlap: 'narrower', found: narrower, shared: [], areClashing: isAnyClashing };
}

function namesOf({ subsets }: Pick<DestinationRuleRow, 'subsets'>): readonly string[] {
  return [...new Set(subsets.map(({ name }) => name))];
}

function coveringCrowds(world: WorldReader, name: string, self: ResourceRef) {
  if (!world.has(wildcardDestinationRules, ANY_WILDCARD)) return [];
  return coveringKeys([name]).map((key) => wildcard.of(world, key, self));
}

/** A `*.suffix` is for whole labels; `*` is for everything. */
function isWider(outer: string, inner: string): boolean {
  if (outer === inner) return false;
  return outer === '*' || (outer.startsWith('*.') && inner.endsWith(outer.slice(1)));
}

/** Keys of the rules below a wildcard; rules for short names stand under names without the domain. */
function suffixesOf(world: WorldReader, host: string): readonly string[] {
  const domain = `.${world.config('clusterDomain')}`;
  const tail = host.slice(1);
  if (!tail.startsWith('.')) return [];
  const isAbove = domain.endsWith(tail);
  return [
    ...new Set([
      tail,
      ...(tail.endsWith(domain) ? [tail.slice(0, -domain.length)] : isAbove ? ['.svc'] : []),
    ]),
  ];
}

/** Namespaces that see a rule. */
function scopesOf(
  world: WorldReader,
  { namespace, exportTo }: Pick<DestinationRuleRow, 'namespace' | 'exportTo'>,
): readonly string[] {
  return exportTo.length === 0 && areDestinationRulesPrivate(world) ? [namespace] : exportTo;
}
