/** A Telemetry has more tracing than proxies use. */
import { fieldsAt } from '../../model/fields-at.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const ENTRIES = admission([{ code: 'V-TL-07' }]);
const PROVIDERS = admission([{ code: 'V-TL-08' }]);

export const severalTracers = defineRule({
  id: 'telemetry/several-tracers',
  title: 'More than one tracing provider',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: admission([{ code: 'V-TL-07' }, { code: 'V-TL-08' }]),
  docs: {
    why: 'A proxy sends its spans to one provider: the first that is named. The webhook warns of several providers, and of several entries of `tracing`, but accepts them.',
    fix: 'Keep one. Entries for different directions (`match.mode`) may stand beside each other.',
    differs: 'The webhook warns of every second entry; here entries for different directions are no mistake.',
  },
  messages: {
    providers: ({ first, more }: { first: string; more: string }) =>
      `Spans go to provider "${first}" only, not to "${more}" as well`,
    entries: ({ mode }: { mode: string }) =>
      `There is an entry of "tracing" for "${mode}" in front of this one already`,
  },
  effect: 'What stands first counts',
  check(ctx) {
    const modes = new Set<string>();
    for (const entry of fieldsAt(ctx.spec, 'tracing[]')) {
      const mode = entry.get('match').get('mode').string() ?? 'CLIENT_AND_SERVER';
      if (modes.has(mode)) {
        const found = { data: { mode }, equivalents: ENTRIES, fixes: ['dropLater'] };
        ctx.report({ message: 'entries', at: entry.path, ...found });
      }
      modes.add(mode);
      const [first, second] = fieldsAt(entry, 'providers[]');
      if (first === undefined || second === undefined) continue;
      const names = [first, second].map((each) => each.get('name').string() ?? '');
      const data = { first: names[0] ?? '', more: names[1] ?? '' };
      ctx.report({
        message: 'providers',
        at: second.path,
        data,
        equivalents: PROVIDERS,
        fixes: ['dropLater'],
      });
    }
  },
  fixes: {
    dropLater: suggestion(({ at }) => [
      { title: 'Remove what does not count', operations: [remove(at.path)] },
    ]),
  },
});
