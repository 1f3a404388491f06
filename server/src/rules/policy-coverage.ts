/** Which AuthorizationPolicies decide about the same requests. */
import { isSelectorSubset } from '../primitives/selector.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { Entry, Table } from '../workspace/table.ts';
import type { EnforcedPolicyRow } from '../workspace/tables/enforced-policies.ts';

/** Policies of a table that may concern workloads of a namespace: its own, and those of the root namespace. */
export function policiesFor<Row extends EnforcedPolicyRow>(
  world: WorldReader,
  table: Table<Row>,
  namespace: string,
): readonly Entry<Row>[] {
  const root = world.config('rootNamespace');
  return [...new Set([namespace, root])].flatMap((owner) => world.read(table, owner));
}

/** Whether whatever `narrow` is for, `wide` is for too. Objects named as targets are compared by name. */
export function coversPolicy(wide: EnforcedPolicyRow, narrow: EnforcedPolicyRow): boolean {
  if (wide.targets.length > 0 || narrow.targets.length > 0) {
    const isSamePlace = wide.namespace === narrow.namespace && narrow.targets.length > 0;
    return isSamePlace && narrow.targets.every((target) => wide.targets.includes(target));
  }
  return isSelectorSubset(narrow.selector, wide.selector);
}
