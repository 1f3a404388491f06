/** A rule of a policy has an empty list of callers or of requests, which fits all of them. */
import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const PARTS = {
  from: { noun: 'callers', all: 'every caller' },
  to: { noun: 'requests', all: 'every request' },
} as const;

export const emptyPart = defineRule({
  id: 'authorization-policy/empty-part',
  title: 'Empty list in a rule fits everything',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  scope: 'document',
  equivalents: admission([{ code: 'V-AP-14' }]),
  docs: {
    why: 'An empty list reads as nobody and counts as not written: `from: []` fits every caller, `to: []` every request. An ALLOW rule then lets in everybody, a DENY rule nobody.',
    fix: 'Name the callers or requests, or leave the list out where all of them are meant. A policy with action ALLOW that should let nobody in has no rules at all.',
    noFix: 'Whether nobody or everybody is meant is known to the author only.',
    differs: 'Upstream means to refuse it and cannot see it once the object is decoded.',
  },
  messages: {
    empty: ({ part, noun }: { part: string; noun: string }) => `"${part}" lists no ${noun}`,
  },
  effect: ({ all }) => `It counts as not written, and ${String(all)} fits the rule`,
  check(ctx) {
    for (const rule of fieldsAt(ctx.spec, 'rules[]')) {
      for (const part of ['from', 'to'] as const) {
        const list = rule.get(part);
        if (!list.isList || list.items().length > 0 || ctx.resource.isOpen(list.path)) continue;
        ctx.report({
          message: 'empty',
          at: { path: list.path, part: 'key' },
          data: { part, ...PARTS[part] },
        });
      }
    }
  },
});
