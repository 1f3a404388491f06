/** A policy asks who a token is from, and nothing verifies tokens. */

import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { requestAuthenticationsIn } from '../../workspace/tables/workload-selectors.ts';
import { defineRule } from '../define-rule.ts';
import { createRequestAuthentication } from '../fixes/create-request-authentication.ts';
import { suggestion } from '../fixes/forms.ts';

export const tokensNotVerified = defineRule({
  id: 'authorization-policy/tokens-not-verified',
  title: 'Policy asks for tokens that nothing verifies',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Principals and claims of requests come from tokens that a RequestAuthentication has verified. Without one for the workloads, no request has a principal: a policy that asks for one allows nobody, one that denies requests without it denies all.',
    fix: 'Add a RequestAuthentication for the same workloads, in the namespace of the policy or in the root namespace.',
    differs:
      'A RequestAuthentication of the namespace or of the root namespace counts, whatever it selects. Outside of a complete world it may be elsewhere: a hint.',
  },
  messages: {
    missing: ({ namespace, field }: { namespace: string; field: string }) =>
      `"${field}" needs verified tokens, but there is no RequestAuthentication in namespace "${namespace}" or in the root namespace`,
    unseen: ({ namespace, field }: { namespace: string; field: string }) =>
      `"${field}" needs verified tokens, and a RequestAuthentication for namespace "${namespace}" is in none of these files`,
  },
  effect: ({ isProved }) =>
    isProved === true
      ? 'No request has a verified token'
      : 'Nothing to do when it is deployed from elsewhere',
  check(ctx) {
    const { namespace } = ctx.resource;
    const root = ctx.world.config('rootNamespace');
    const completeness = ctx.world.config('completeness');
    if (completeness === 'partial') return;
    if ([namespace, root].some((each) => ctx.world.has(requestAuthenticationsIn, each))) return;
    const isProved = completeness === 'complete';
    const [place] = placesOfTokens(ctx.resource.facts(authorizationPolicy));
    if (place === undefined) return;
    ctx.report({
      message: isProved ? 'missing' : 'unseen',
      at: place.path,
      severity: isProved ? 'warning' : 'hint',
      data: { namespace, field: place.field, isProved },
      fixes: ['verify'],
    });
  },
  fixes: {
    verify: suggestion((_finding, ctx) => {
      const { namespace, name } = ctx.resource;
      const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
      return targetRefs.length > 0 ? [] : createRequestAuthentication(ctx, { namespace, selector, name });
    }),
  },
});

/** Of one policy the first place is enough. */
function placesOfTokens({ rules }: ReturnType<typeof authorizationPolicy.build>) {
  return rules.flatMap(({ sources, conditions }) => [
    ...sources.flatMap((source) =>
      (['requestPrincipals', 'notRequestPrincipals'] as const)
        .filter((field) => source[field].length > 0)
        .map((field) => ({ field: field as string, path: `${source.path}.${field}` })),
    ),
    ...conditions
      .filter(({ key }) => key?.value.startsWith('request.auth.') === true)
      .map(({ key, path }) => ({ field: key?.value ?? '', path: key?.path ?? path })),
  ]);
}
