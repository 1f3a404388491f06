/** AuthorizationPolicies that decide (those on trial do not), by namespace: what makes others meaningless. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Resource } from '../../model/resource.ts';
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

/** ALLOW policies with a rule that lets every request in. */
export const openPolicies = defineTable<EnforcedPolicyRow>({
  name: 'openPolicies',
  kinds: authorizationPolicy.kinds,
  *rows(resource) {
    if (resource.isTemplate || isOnTrial(resource)) return;
    const { action, rules } = resource.facts(authorizationPolicy);
    if (action !== 'ALLOW') return;
    const open = rules.find(
      ({ path }) =>
        resource.cursor.at(path).isMap &&
        ['from', 'to', 'when'].every((part) => !resource.cursor.at(path).get(part).exists),
    );
    if (open !== undefined) yield [resource.namespace, rowOf(resource, open.path)];
  },
});

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
