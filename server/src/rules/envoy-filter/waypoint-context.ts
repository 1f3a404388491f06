/** A waypoint match and the WAYPOINT context of an EnvoyFilter patch go together. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CONDITION: AdmissionCheck = { code: 'C-14' };

/** What the webhook asks for by the kind of thing that is patched. */
const WEBHOOK_BY_TARGET: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['LISTENER', { code: 'V-EF-09' }],
  ['FILTER_CHAIN', { code: 'V-EF-09' }],
  ['NETWORK_FILTER', { code: 'V-EF-09' }],
  ['HTTP_FILTER', { code: 'V-EF-09' }],
  ['ROUTE_CONFIGURATION', { code: 'V-EF-16' }],
  ['VIRTUAL_HOST', { code: 'V-EF-16' }],
  ['HTTP_ROUTE', { code: 'V-EF-16' }],
  ['CLUSTER', { code: 'V-EF-17' }],
]);

export const waypointContext = defineRule({
  id: 'envoy-filter/waypoint-context',
  title: 'Waypoint match and WAYPOINT context do not go together',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  istio: { since: '1.29' },
  equivalents: admission([CONDITION, { code: 'V-EF-09' }, { code: 'V-EF-16' }, { code: 'V-EF-17' }]),
  docs: {
    why: 'Patches of waypoints are found by other means than those of sidecars and gateways: `context: WAYPOINT` needs `match.waypoint`, and no other context can use it.',
    fix: 'Add `match.waypoint` (an empty `{}` matches everything), or choose the context that the match is for.',
    noFix: 'Other contexts patch other proxies: the filter has to be written anew.',
  },
  messages: {
    matchMissing: ({ context }: { context: string }) => `Context "${context}" needs a "waypoint" match`,
    contextMissing: ({ context }: { context: string }) =>
      `A "waypoint" match needs the context "WAYPOINT", not "${context}"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const patch of fieldsAt(ctx.spec, 'configPatches[]')) {
      const context = patch.get('match').get('context');
      const waypoint = patch.get('match').get('waypoint');
      const name = context.string() ?? 'ANY';
      if (context.exists && context.string() === undefined) continue;
      if (name === 'WAYPOINT' && !waypoint.exists) {
        const equivalents = admission([CONDITION]);
        ctx.report({ message: 'matchMissing', at: context.path, data: { context: name }, equivalents });
      } else if (name !== 'WAYPOINT' && waypoint.exists) {
        const seen = WEBHOOK_BY_TARGET.get(patch.get('applyTo').string() ?? '');
        ctx.report({
          message: 'contextMissing',
          at: { path: waypoint.path, part: 'key' },
          data: { context: name },
          equivalents: admission(seen === undefined ? [CONDITION] : [CONDITION, seen]),
        });
      }
    }
  },
});
