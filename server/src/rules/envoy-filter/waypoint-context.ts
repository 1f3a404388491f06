/** A waypoint match and the WAYPOINT context of an EnvoyFilter patch go together. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { MATCH_OBJECTS } from './match-objects.ts';

const CONDITION: AdmissionCheck = { code: 'C-14' };

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
        const seen = MATCH_OBJECTS.get(patch.get('applyTo').string() ?? '')?.check;
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
