/** A policy about HTTP selects pods in ambient mode, where ztunnel enforces it and knows nothing of HTTP. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { selectedPlanes } from '../../workspace/resolve/data-plane.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { isWaypointChosen } from '../../workspace/resolve/waypoints.ts';
import { defineRule } from '../define-rule.ts';

const OPERATIONS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

const SOURCES = ['requestPrincipals', 'notRequestPrincipals', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;

/** Conditions that ztunnel judges; all others it takes for HTTP. */
const SEEN: readonly string[] = [
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
];

const ATTACHED: Equivalent = { tool: 'kiali', code: 'KIA0110' };
const NOT_ENROLLED: Equivalent = { tool: 'kiali', code: 'KIA0109' };

export const httpAtZtunnel = defineRule({
  id: 'authorization-policy/http-at-ztunnel',
  title: 'Policy about HTTP is enforced where nobody sees HTTP',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [ATTACHED, NOT_ENROLLED],
  docs: {
    why: 'In ambient mode a policy that selects pods is enforced by ztunnel, which sees connections only. A condition about HTTP cannot be judged there: an ALLOW rule with it never matches, a DENY rule denies more than it says.',
    fix: 'Attach the policy to the waypoint or to the Service with `targetRefs`, so that the waypoint enforces it.',
    noFix: 'The policy has to be bound to a waypoint, or ask for less: a decision about who is let in.',
  },
  messages: {
    unseen: ({ field }: { field: string }) =>
      `"${field}" needs a proxy that reads requests, but in ambient mode this policy is enforced by ztunnel, not by a waypoint`,
  },
  effect: 'The condition cannot be judged there',
  check(ctx) {
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    const { namespace } = ctx.resource;
    if (targetRefs.length > 0 || !isAmbient(ctx.world, namespace)) return;
    const { planes, waypoints } = selectedPlanes(ctx.world, namespace, selector);
    if (planes.includes('proxy') || (planes.length > 0 && !planes.includes('ztunnel'))) return;
    const chosen = waypoints.length === 0 ? [null] : waypoints;
    const isEnrolled = chosen.every((waypoint) => isWaypointChosen(ctx.world, namespace, waypoint));
    if (['CUSTOM', 'AUDIT'].includes(ctx.resource.facts(authorizationPolicy).action)) return;
    for (const { operations, sources, conditions } of ctx.resource.facts(authorizationPolicy).rules) {
      const places = [
        ...operations.flatMap((operation) =>
          OPERATIONS.filter((field) => operation[field].length > 0).map((field) => ({
            field: field as string,
            path: `${operation.path}.${field}`,
          })),
        ),
        ...sources.flatMap((source) =>
          SOURCES.filter((field) => source[field].length > 0).map((field) => ({
            field: field as string,
            path: `${source.path}.${field}`,
          })),
        ),
        ...conditions
          .filter(({ key }) => key !== undefined && !SEEN.includes(key.value))
          .map(({ key, path }) => ({ field: key?.value ?? '', path: key?.path ?? path })),
      ];
      // Of one rule the first place is enough.
      const [first] = places;
      if (first === undefined) continue;
      ctx.report({
        message: 'unseen',
        at: { path: first.path, part: 'key' },
        data: { field: first.field },
        equivalents: isEnrolled ? [ATTACHED] : [ATTACHED, NOT_ENROLLED],
      });
    }
  },
});
