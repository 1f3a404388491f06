/** Which DestinationRules speak about a host. */
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import {
  alternativeSubsets,
  type DestinationRuleRow,
  destinationRules,
  wildcardDestinationRules,
} from '../tables/destination-rules.ts';
import {
  destinationRuleFor,
  destinationRulesFor,
  type MergedRule,
  type RuleQuery,
} from './destination-rule-lookup.ts';
import { qualifiedHost, qualifiedName, registryKey } from './hosts.ts';
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
  const { host, clientNamespace } = called;
  return destinationRulesFor(rulesForHost(world, host, clientNamespace), queryFor(world, called));
}

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
  const key = registryKey(world, host, namespace);
  const qualified = qualifiedHost(world, host, namespace);
  const exact = [
    ...world.read(destinationRules, key),
    ...(qualified === key ? [] : world.read(destinationRules, qualified)),
  ];
  const wildcard = world
    .read(wildcardDestinationRules, '')
    .filter((entry) => qualified.endsWith(entry.row.host.slice(1)));
  return [...exact, ...wildcard];
}

/** Whether some definition of a rule for the host has the subset, even one that another definition replaces. */
export function isSubsetOfAlternative(
  world: WorldReader,
  host: string,
  namespace: string,
  subset: string,
): boolean {
  const names = new Set([registryKey(world, host, namespace), qualifiedHost(world, host, namespace)]);
  return [...names].some((name) =>
    world.read(alternativeSubsets, name).some((entry) => entry.row.names.includes(subset)),
  );
}
