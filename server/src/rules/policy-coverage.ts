/** Which AuthorizationPolicies decide about the same requests. */
import { isSelectorSubset } from '../primitives/selector.ts';
import type { WorldReader } from '../workspace/check.ts';
import type { Entry, Table } from '../workspace/table.ts';
import type { AllowRule, EnforcedPolicyRow } from '../workspace/tables/enforced-policies.ts';

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

/** Whether every request that `narrow` matches is matched by `wide`. */
export function coversRule(wide: AllowRule, narrow: AllowRule): boolean {
  return (
    coversBlocks(wide.from, narrow.from) &&
    coversBlocks(wide.to, narrow.to) &&
    wide.when.every((asked) =>
      narrow.when.some(
        (other) =>
          other.key === asked.key &&
          coversValues(asked.values, other.values) &&
          asked.notValues.every((value) => other.notValues.includes(value)),
      ),
    )
  );
}

type Conditions = AllowRule['from'][number];

/** Blocks are alternatives: each of the narrow ones has to lie in one of the wide ones. None: everything. */
function coversBlocks(wide: readonly Conditions[], narrow: readonly Conditions[]): boolean {
  if (wide.length === 0) return true;
  return narrow.length > 0 && narrow.every((each) => wide.some((other) => coversBlock(other, each)));
}

/** What the wide block asks, the narrow one has to ask as well. */
function coversBlock(wide: Conditions, narrow: Conditions): boolean {
  return Object.entries(wide).every(([field, values]) => {
    if (values.length === 0) return true;
    const own = narrow[field] ?? [];
    return field.startsWith('not') ? values.every((value) => own.includes(value)) : coversValues(values, own);
  });
}

/** Values are alternatives. None in the wide list: nothing is asked. */
function coversValues(wide: readonly string[], narrow: readonly string[]): boolean {
  if (wide.length === 0) return true;
  return narrow.length > 0 && narrow.every((value) => wide.some((other) => coversValue(other, value)));
}

/** Equal, or a star at the end that the other begins with. */
function coversValue(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  return wide.length > 1 && wide.endsWith('*') && !wide.includes('{') && narrow.startsWith(wide.slice(0, -1));
}
