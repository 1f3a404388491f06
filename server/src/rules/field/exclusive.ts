/** Two fields that may not stand side by side, which the schema does not notice. */
import { childPath } from '../../base/node-path.ts';
import { defineRule } from '../define-rule.ts';
import { EXCLUSIVE_FIELDS, isClash } from '../exclusive-fields.ts';
import { equivalentsAt, equivalentsOf, fieldsIn, fieldsOf } from '../field-table.ts';
import { keepOne } from '../fixes/forms.ts';

interface Data {
  readonly first: string;
  readonly second: string;
}

export const exclusive = defineRule({
  id: 'field/exclusive',
  title: 'Two fields that exclude each other stand side by side',
  severity: 'error',
  preset: 'recommended',
  kinds: [...EXCLUSIVE_FIELDS.keys()],
  fields: fieldsIn(EXCLUSIVE_FIELDS),
  scope: 'document',
  supersedes: [
    'destination-rule/credential-without-selector',
    'destination-rule/failover-without-detection',
    'destination-rule/server-not-verified',
  ],
  equivalents: equivalentsOf(EXCLUSIVE_FIELDS),
  docs: {
    why: 'A request is redirected, answered or sent on, and only what is sent on can be rewritten or made to fail; certificates come from one source; a load balancer has one way to choose. The schema of the API server leaves both fields alone, but the webhook refuses the object.',
    fix: 'Leave one of the two, or write two routes with a `match` of their own.',
  },
  messages: {
    both: ({ first, second }: Data) => `"${second}" cannot stand beside "${first}"`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource, world } = ctx;
    const told = new Set<string>();
    for (const { entry, field } of fieldsOf(resource, EXCLUSIVE_FIELDS)) {
      const second = childPath(field.path, entry.second);
      if (told.has(second) || !isClash(resource, field, entry)) continue;
      const equivalents = equivalentsAt(world, entry.check);
      if (equivalents.length === 0) continue;
      told.add(second);
      ctx.report({
        message: 'both',
        at: { path: second, part: 'key' },
        data: { first: entry.first, second: entry.second, firstPath: childPath(field.path, entry.first) },
        equivalents,
        fixes: ['keepOne'],
      });
    }
  },
  fixes: { keepOne },
});
