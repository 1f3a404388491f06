/** Two CUSTOM policies of one workload call different providers. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { customPolicies, isOnTrial, rowOf } from '../../workspace/tables/enforced-policies.ts';
import { defineRule } from '../define-rule.ts';
import { coversPolicy, policiesFor } from '../policy-coverage.ts';

interface Data {
  readonly provider: string;
  readonly other: string;
  readonly policy: string;
}

export const severalProviders = defineRule({
  id: 'authorization-policy/several-providers',
  title: 'Policies of one workload call different external authorizers',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  fields: ['spec.provider'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A workload may have one external authorizer. When its CUSTOM policies name several, every request that one of them matches is denied.',
    fix: 'Use one provider for the workload, or narrow the selectors so that each workload has one.',
    noFix: 'Which authorizer should decide is not written.',
  },
  messages: {
    several: ({ provider, other, policy }: Data) =>
      `Provider "${provider}" is for workloads that policy "${policy}" sends to "${other}"`,
  },
  effect: 'Requests that match one of the policies are denied there',
  check(ctx) {
    const { resource, world } = ctx;
    const { action, provider, rules } = resource.facts(authorizationPolicy);
    if (action !== 'CUSTOM' || provider === undefined || rules.length === 0 || isOnTrial(resource)) return;
    const own = rowOf(resource, provider.path);
    const others = policiesFor(world, customPolicies, resource.namespace).filter(
      ({ row }) => row.provider !== provider.value && (coversPolicy(row, own) || coversPolicy(own, row)),
    );
    const [first] = others;
    if (first === undefined) return;
    ctx.report({
      message: 'several',
      at: provider.path,
      data: {
        provider: provider.value,
        other: first.row.provider,
        policy: `${first.row.namespace}/${first.row.name}`,
      },
      related: others.map((entry) => ({
        resource: entry.resource,
        path: entry.row.path,
        text: 'another provider',
      })),
    });
  },
});
