/** AuthorizationPolicies that decide (those on trial do not), by namespace: what makes others meaningless. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Model, Resource } from '../../model/resource.ts';
import { defineTable } from '../table.ts';

export interface EnforcedPolicyRow {
  readonly name: string;
  readonly namespace: string;
  /** Empty: every workload. */
  readonly selector: Readonly<Record<string, string>>;
  /** `<kind> <name>` of what it is attached to instead. */
  readonly targets: readonly string[];
  /** Where the deciding part stands. */
  readonly path: string;
}

type Conditions = Readonly<Record<string, readonly string[]>>;

/** A rule with the fields that are written; empty lists ask for nothing. */
export interface AllowRule {
  readonly from: readonly Conditions[];
  readonly to: readonly Conditions[];
  readonly when: readonly {
    readonly key: string;
    readonly values: readonly string[];
    readonly notValues: readonly string[];
  }[];
}

export interface AllowPolicyRow extends EnforcedPolicyRow {
  readonly rules: readonly AllowRule[];
}

/** ALLOW policies with what they let in. Key: `allowKey` of one pair of their selector, of none where they have no selector. */
export const allowPolicies = defineTable<AllowPolicyRow>({
  name: 'allowPolicies',
  kinds: authorizationPolicy.kinds,
  *rows(resource) {
    if (resource.isTemplate || isOnTrial(resource)) return;
    const row = allowRowOf(resource);
    if (row === undefined || row.rules.length === 0) return;
    const [first] = Object.entries(row.selector).toSorted(([a], [b]) => (a < b ? -1 : 1));
    yield [allowKey(resource.namespace, first), row];
  },
});

export function allowKey(namespace: string, pair: readonly [string, string] | undefined): string {
  return pair === undefined ? namespace : `${namespace} ${pair[0]}=${pair[1]}`;
}

/** Undefined for other actions. Rules that are not whole let in what nobody knows: they are left out. */
export function allowRowOf(resource: Resource): AllowPolicyRow | undefined {
  return resource.facts(allowRow);
}

const allowRow: Model<AllowPolicyRow | undefined> = {
  kinds: authorizationPolicy.kinds,
  build: buildAllowRow,
};

function buildAllowRow(resource: Resource): AllowPolicyRow | undefined {
  const { action, rules } = resource.facts(authorizationPolicy);
  if (action !== 'ALLOW') return undefined;
  const whole = rules.filter(({ path, sources, operations }) => {
    const rule = resource.cursor.at(path);
    return (
      rule.isMap &&
      sources.length === rule.get('from').items().length &&
      operations.length === rule.get('to').items().length
    );
  });
  return {
    ...rowOf(resource, 'spec.rules'),
    rules: whole.map(({ sources, operations, conditions }) => ({
      from: sources.map((source) => written(resource, source.path)),
      to: operations.map((operation) => written(resource, operation.path)),
      when: conditions.map(({ key, values, notValues }) => ({
        key: key?.value ?? '',
        values: values.map(({ value }) => value),
        notValues: notValues.map(({ value }) => value),
      })),
    })),
  };
}

function written(resource: Resource, path: string): Conditions {
  return Object.fromEntries(
    resource.cursor
      .at(path)
      .entries()
      .map(({ key, value }) => [key, value.strings().map((each) => each.value)]),
  );
}

/** CUSTOM policies with the provider that they call. */
export const customPolicies = defineTable<EnforcedPolicyRow & { readonly provider: string }>({
  name: 'customPolicies',
  kinds: authorizationPolicy.kinds,
  *rows(resource) {
    const { action, provider, rules } = resource.facts(authorizationPolicy);
    if (action !== 'CUSTOM' || provider === undefined || rules.length === 0) return;
    yield [resource.namespace, { ...rowOf(resource, provider.path), provider: provider.value }];
  },
});

/** `istio.io/dry-run`: what the policy would decide is only recorded. */
export function isOnTrial({ cursor }: Resource): boolean {
  return cursor.get('metadata').get('annotations').get('istio.io/dry-run').string() === 'true';
}

export function rowOf(resource: Resource, path: string): EnforcedPolicyRow {
  const { selector = {}, targetRefs } = resource.facts(policyTarget);
  return {
    name: resource.name,
    namespace: resource.namespace,
    selector,
    targets: targetRefs.map(({ kindId, name }) => `${kindId} ${name?.value ?? ''}`),
    path,
  };
}
