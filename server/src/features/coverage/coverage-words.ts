/** How much was checked, in words: the last line of a report, and what the editor's status item lists. */

import type { Sort } from './counted-references.ts';
import type { Coverage, JudgedReference, UnjudgedGroup } from './coverage.ts';
import { wayOut } from './remedy.ts';

const NOUNS: Readonly<Record<Sort, readonly [one: string, many: string]>> = {
  host: ['host', 'hosts'],
  'outside host': ['host outside the cluster', 'hosts outside the cluster'],
  gateway: ['gateway', 'gateways'],
  VirtualService: ['VirtualService', 'VirtualServices'],
  route: ['route', 'routes'],
  subset: ['subset', 'subsets'],
  workload: ['selector', 'selectors'],
  Secret: ['Secret', 'Secrets'],
  namespace: ['namespace', 'namespaces'],
  'service account': ['service account', 'service accounts'],
  provider: ['extension provider', 'extension providers'],
};

/** More groups than these are counted together. */
const MOST_GROUPS = 4;
const MOST_NAMES = 4;

/** Good or wrong: those about which the files could decide. */
export function checkedOf({ good, wrong }: Pick<Coverage, 'good' | 'wrong'>): number {
  return good + wrong;
}

/** Fewer than half: silence is no praise then. */
export function isMostlyUnchecked(coverage: Pick<Coverage, 'good' | 'wrong' | 'total'>): boolean {
  return checkedOf(coverage) * 2 < coverage.total;
}

/** One or more sentences on one line. */
export function coverageLine(coverage: Coverage): string {
  const { resources, units, total, alternatives } = coverage;
  const where = `${plural(resources, 'resource')} in ${plural(units, 'unit')}`;
  const sets = alternatives === 0 ? '' : ` ${alternativesText(alternatives)}.`;
  if (total === 0) return `${where}. No references between objects.${sets}`;
  const checked = checkedOf(coverage);
  const beginning = isMostlyUnchecked(coverage)
    ? `Only ${checked} of ${total} references could be checked (${where}).`
    : `${where}. ${checked} of ${total} references between objects ${checked === 1 ? 'was' : 'were'} checked.`;
  const rest = total - checked;
  const reasons =
    rest === 0 ? '' : ` ${rest} ${rest === 1 ? 'was' : 'were'} not: ${unchecked(coverage).join(', ')}.`;
  return `${beginning}${reasons}${sets}`;
}

/** What would have the largest group judged; undefined when there is none. */
export function wayOutLine(coverage: Coverage): string | undefined {
  const remedy = wayOut(coverage);
  return remedy && `${remedy.text}.`;
}

/** `7 hosts in namespaces that no file here defines (billing, pay)`, the largest group first. */
function unchecked(coverage: Coverage): readonly string[] {
  const groups = [
    ...coverage.unjudged.map((group) => ({ count: group.count, text: groupText(group) })),
    ...trustedGroups(coverage),
  ].sort((a, b) => b.count - a.count);
  const shown = groups.slice(0, MOST_GROUPS).map(({ text }) => text);
  const others = groups.slice(MOST_GROUPS).reduce((sum, { count }) => sum + count, 0);
  return others === 0 ? shown : [...shown, `${others} others`];
}

/** What is taken to exist though no file has it, in words. */
export interface TrustedGroup {
  readonly count: number;
  readonly text: string;
  /** Why nobody has to do anything. */
  readonly reason: string;
  readonly places: readonly JudgedReference[];
}

export function trustedGroups(coverage: Coverage): readonly TrustedGroup[] {
  const { made, madeNames, madePlaces, declared, declaredNames, declaredPlaces } = coverage;
  const groups = [
    {
      count: made - declared,
      text: `${made - declared} made by the cluster, an installer, an operator or a command${inBrackets(madeNames)}`,
      reason: 'Taken to exist: nothing to do',
      places: madePlaces,
    },
    {
      count: declared,
      text: `${declared} declared in meshwright.json${inBrackets(declaredNames)}`,
      reason: 'Taken to exist, because meshwright.json says so',
      places: declaredPlaces,
    },
  ];
  return groups.filter(({ count }) => count > 0);
}

/** A noun phrase with its number. */
export function groupText({ reason, sort, count, namespaces }: UnjudgedGroup): string {
  const things = `${count} ${NOUNS[sort][count === 1 ? 0 : 1]}`;
  switch (reason) {
    case 'later':
      return `${plural(count, 'value')} filled in later`;
    case 'place':
      return `${things} in ${namespaces.length === 1 ? 'a namespace' : 'namespaces'} that no file here defines${inBrackets(namespaces)}`;
    case 'open':
      return `${things} that a remote base or a chart may bring`;
    case 'alternative':
      return `${things} that only an alternative of these files defines`;
    case 'thing':
      return thingText(things, sort, count, namespaces);
  }
}

function thingText(things: string, sort: Sort, count: number, namespaces: readonly string[]): string {
  const places = namespaces.length === 0 ? '' : ` of ${list(namespaces)}`;
  if (sort === 'outside host') return `${things} without a ServiceEntry here`;
  if (sort === 'workload') {
    const whose = count === 1 ? 'whose workload is' : 'whose workloads are';
    return `${things}${places} ${whose} in none of these files`;
  }
  return `${things}${places} that ${count === 1 ? 'is' : 'are'} in none of these files`;
}

function alternativesText(count: number): string {
  return count === 1
    ? '1 set of alternatives, each checked by itself'
    : `${count} sets of alternatives, each checked by itself`;
}

function inBrackets(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (${list(names)})`;
}

function list(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more` : names.join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
