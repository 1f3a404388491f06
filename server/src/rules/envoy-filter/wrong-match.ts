/** A patch is matched by a thing of another sort than the one it applies to. */
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { checkedPatches, MATCH_OBJECTS } from './match-objects.ts';

const CHECKS: readonly AdmissionCheck[] = [{ code: 'V-EF-09' }, { code: 'V-EF-16' }, { code: 'V-EF-17' }];
const OBJECTS: readonly string[] = ['listener', 'routeConfiguration', 'cluster'];

interface Data {
  readonly object: string;
  readonly target: string;
  readonly wanted: string;
}

export const wrongMatch = defineRule({
  id: 'envoy-filter/wrong-match',
  title: 'Patch is matched by another sort of thing than it applies to',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  fields: ['spec.configPatches[].match'],
  scope: 'document',
  equivalents: admission(CHECKS),
  docs: {
    why: 'Listeners, their chains and filters are found by `match.listener`; route configurations, virtual hosts and routes by `match.routeConfiguration`; clusters by `match.cluster`. With another of them there is nothing that the patch could be compared with, and the webhook refuses the resource, even when the block is empty.',
    fix: 'Match by the block that the message names, or apply the patch to what the block stands for.',
    noFix:
      'Which part of the proxy was meant is not written, and without a match the patch would change all of them.',
    differs: 'Two of the blocks at once are told by `schema/one-of`.',
  },
  messages: {
    wrong: ({ object, target, wanted }: Data) =>
      `A patch of "${target}" is matched by "${wanted}", and not by "${object}"`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { patch, target } of checkedPatches(ctx.spec)) {
      const wanted = MATCH_OBJECTS.get(target);
      const match = patch.get('match');
      const [object, ...others] = OBJECTS.filter((name) => match.has(name));
      if (wanted === undefined || object === undefined || others.length > 0 || object === wanted.name) {
        continue;
      }
      if (match.has('waypoint') || ctx.resource.areApart(patch.get('applyTo').path, match.get(object).path)) {
        continue;
      }
      ctx.report({
        message: 'wrong',
        at: { path: match.get(object).path, part: 'key' },
        data: { object, target, wanted: wanted.name },
        equivalents: admission([wanted.check]),
      });
    }
  },
});
