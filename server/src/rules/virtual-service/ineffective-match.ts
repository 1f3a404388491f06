/** A match block that adds nothing to its route, because earlier matches take all that it would take. */

import { type CoverReason, coveredRoutes } from '../../model/covered-routes.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { safe } from '../fixes/forms.ts';

const IST0131: Equivalent = {
  tool: 'istioctl',
  code: 'IST0131',
  analyzer: 'schema.ValidationAnalyzer.VirtualService',
};

const EQUIVALENTS: Readonly<Record<CoverReason, readonly Equivalent[]>> = {
  duplicate: [IST0131, { tool: 'webhook', code: 'V-VS-172' }],
  prefix: [IST0131, { tool: 'webhook', code: 'V-VS-174' }],
  unconditional: [],
  deeper: [],
};

export const ineffectiveMatch = defineRule({
  id: 'virtual-service/ineffective-match',
  title: 'Match of a route takes no request',
  severity: 'info',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'document',
  equivalents: [...EQUIVALENTS.duplicate, { tool: 'webhook', code: 'V-VS-174' }],
  docs: {
    why: 'Routes and their matches are tried in order. What an earlier match takes never comes to a later one, so this match has no effect; its route is still used through its other matches.',
    fix: 'Delete the match, or move its route in front of the earlier one.',
    differs:
      'Upstream compares prefixes with a method that is taken for GET when it is missing, and ignores source labels, namespaces, gateways, schemes and case. Here a match is covered only when the earlier one asks for nothing that it does not ask for. Where all matches of a route are covered, `virtual-service/unreachable-route` says so instead.',
  },
  messages: {
    sameRoute: ({ route }: { route: string }) =>
      `Match has no effect: an earlier match of route ${route} takes all its requests`,
    earlierRoute: ({ by }: { by: string }) => `Match has no effect: route ${by} takes all its requests`,
  },
  check(ctx) {
    for (const route of ctx.resource.facts(coveredRoutes)) {
      if (route.isUnreachable) continue;
      for (const { path, reason, by, byRoute } of route.covered) {
        const isSame = by.startsWith(`${route.path}.`);
        ctx.report({
          ...(isSame
            ? { message: 'sameRoute', data: { route: route.label } }
            : { message: 'earlierRoute', data: { by: byRoute } }),
          at: path,
          related: [{ resource: ctx.self, path: by, text: 'takes the requests' }],
          tags: ['unnecessary'],
          equivalents: EQUIVALENTS[reason],
          fixes: ['removeMatch'],
        });
      }
    }
  },
  fixes: {
    removeMatch: safe(({ at }) => [{ title: 'Delete the match', operations: [remove(at.path)] }]),
  },
});
