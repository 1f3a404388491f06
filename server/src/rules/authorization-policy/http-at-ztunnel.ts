/** A policy about HTTP selects pods in ambient mode, where ztunnel enforces it and knows nothing of HTTP. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';

const OPERATIONS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

export const httpAtZtunnel = defineRule({
  id: 'authorization-policy/http-at-ztunnel',
  title: 'Policy about HTTP is enforced where nobody sees HTTP',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'In ambient mode a policy that selects pods is enforced by ztunnel, which sees connections only. A condition about HTTP cannot be judged there: an ALLOW rule with it never matches, a DENY rule denies more than it says.',
    fix: 'Attach the policy to the waypoint or to the Service with `targetRefs`, so that the waypoint enforces it.',
  },
  messages: {
    unseen: ({ field }: { field: string }) =>
      `"${field}" is about HTTP, but in ambient mode this policy is enforced by ztunnel, not by a waypoint`,
  },
  effect: 'The condition cannot be judged there',
  check(ctx) {
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    const { namespace } = ctx.resource;
    if (targetRefs.length > 0 || !isAmbient(ctx.world, namespace)) return;
    const workloads = selectWorkloads(ctx.world, namespace, selector);
    if (workloads.some(({ row }) => row.mesh !== 'namespace' && row.mesh !== 'ambient')) return;
    if (ctx.resource.facts(authorizationPolicy).action === 'CUSTOM') return;
    for (const { operations, sources, conditions } of ctx.resource.facts(authorizationPolicy).rules) {
      const places = [
        ...operations.flatMap((operation) =>
          OPERATIONS.filter((field) => operation[field].length > 0).map((field) => ({
            field: field as string,
            path: `${operation.path}.${field}`,
          })),
        ),
        ...sources
          .filter(({ requestPrincipals }) => requestPrincipals.length > 0)
          .map(({ path }) => ({ field: 'requestPrincipals', path: `${path}.requestPrincipals` })),
        ...conditions
          .filter(({ key }) => key?.value.startsWith('request.') === true)
          .map(({ key, path }) => ({ field: key?.value ?? '', path: key?.path ?? path })),
      ];
      // Of one rule the first place is enough.
      const [first] = places;
      if (first === undefined) continue;
      ctx.report({
        message: 'unseen',
        at: { path: first.path, part: 'key' },
        data: { field: first.field },
      });
    }
  },
});
