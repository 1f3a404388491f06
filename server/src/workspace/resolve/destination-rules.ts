/** Which DestinationRules speak about a host. */
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import type { Entry } from '../table.ts';
import {
  alternativeSubsets,
  type DestinationRuleRow,
  destinationRules,
  wildcardDestinationRules,
} from '../tables/destination-rules.ts';
import { coveringRows } from '../tables/wildcard-keys.ts';
import { folderOf } from './beside.ts';
import {
  destinationRuleFor,
  destinationRulesFor,
  type MergedRule,
  type RuleQuery,
} from './destination-rule-lookup.ts';
import { qualifiedHost, qualifiedName, registeredNames } from './hosts.ts';
import { areDestinationRulesPrivate } from './visibility.ts';

export interface CalledService {
  /** As written somewhere in `clientNamespace`, or in full. */
  readonly host: string;
  /** Where the service is defined. */
  readonly namespace: string;
  readonly clientNamespace: string;
}

/** The rule that holds for a client with these labels. */
export function effectiveRule(
  world: WorldReader,
  called: CalledService,
  labels: Labels,
): MergedRule | undefined {
  const { host, clientNamespace } = called;
  return destinationRuleFor(rulesForHost(world, host, clientNamespace), queryFor(world, called), labels);
}

/** The rules that hold for some client of the namespace: those for chosen workloads, and the one for all others. */
export function effectiveRules(world: WorldReader, called: CalledService): readonly MergedRule[] {
  const { host, namespace, clientNamespace } = called;
  const rules = rulesForHost(world, host, clientNamespace);
  if (rules.length <= FEW_RULES) return destinationRulesFor(rules, queryFor(world, called));
  return world.derive(effectiveRulesOf, JSON.stringify([host, namespace, clientNamespace]));
}

/** More are merged once for all who call the host from a namespace. */
const FEW_RULES = 4;

/** Key: host, namespace of the service, and of its clients, as JSON. */
const effectiveRulesOf = defineDerived<readonly MergedRule[]>({
  name: 'effectiveRules',
  derive(key, world) {
    const [host, namespace, clientNamespace] = JSON.parse(key) as readonly [string, string, string];
    const called = { host, namespace, clientNamespace };
    return destinationRulesFor(rulesForHost(world, host, clientNamespace), queryFor(world, called));
  },
});

/** What rules for a host define, whoever may use them. */
export interface DefinedSubsets {
  readonly rules: readonly Entry<DestinationRuleRow>[];
  /** Rules that define a subset, by its name; names in the order of the rules. */
  readonly byName: ReadonlyMap<string, readonly Entry<DestinationRuleRow>[]>;
  /** Of some rule not all subsets are known. */
  readonly hasMore: boolean;
}

/** Subsets of all rules of the world for a host: put together once for all who route to it. */
export function subsetsForHost(world: WorldReader, host: string, namespace: string): DefinedSubsets {
  return world.derive(definedSubsets, JSON.stringify([host, namespace]));
}

/** Key: host as written, and the namespace from which it is called, as JSON. */
const definedSubsets = defineDerived<DefinedSubsets>({
  name: 'definedSubsets',
  derive(key, world) {
    const [host, namespace] = JSON.parse(key) as readonly [string, string];
    const rules = rulesForHost(world, host, namespace);
    const byName = new Map<string, Entry<DestinationRuleRow>[]>();
    for (const rule of rules) {
      for (const name of new Set(rule.row.subsets.map((subset) => subset.name))) {
        const known = byName.get(name);
        if (known === undefined) byName.set(name, [rule]);
        else known.push(rule);
      }
    }
    return { rules, byName, hasMore: rules.some(({ row }) => row.hasMoreSubsets) };
  },
});

function queryFor(world: WorldReader, { host, namespace, clientNamespace }: CalledService): RuleQuery {
  return {
    host: qualifiedHost(world, host, clientNamespace),
    namespace,
    clientNamespace,
    rootNamespace: world.config('rootNamespace'),
    isPrivateByDefault: areDestinationRulesPrivate(world),
    qualify: (name) => qualifiedName(world, name),
  };
}

/** All rules of the world for a host, exact ones first; whoever may use them. */
export function rulesForHost(
  world: WorldReader,
  host: string,
  namespace: string,
): readonly Entry<DestinationRuleRow>[] {
  const qualified = qualifiedHost(world, host, namespace);
  const exact = registeredNames(world, host, namespace).flatMap((name) => world.read(destinationRules, name));
  const wildcard = coveringRows(world, wildcardDestinationRules, [qualified]).filter((entry) =>
    qualified.endsWith(entry.row.host.slice(1)),
  );
  return [...exact, ...wildcard];
}

/** Whether some definition of a rule for the host has the subset, even one that another definition replaces. */
export function isSubsetOfAlternative(
  world: WorldReader,
  host: string,
  namespace: string,
  subset: string,
): boolean {
  const names = registeredNames(world, host, namespace);
  const own = names.flatMap((name) => world.read(alternativeSubsets, name));
  if (own.some(({ row }) => row.names.includes(subset))) return true;
  // Steps of a tutorial stand in one folder, and are units of their own.
  const files = world.repository();
  if (files === undefined) return false;
  const ownFiles = new Set(own.map(({ resource }) => world.fileOf(resource)));
  const folders = new Set([...ownFiles].map(folderOf));
  return names
    .flatMap((name) => files.read(alternativeSubsets, name))
    .some(({ row, resource }) => {
      const file = files.fileOf(resource);
      // The same definition in another overlay is no step: there a patch has added the subset.
      return row.names.includes(subset) && !ownFiles.has(file) && folders.has(folderOf(file));
    });
}
