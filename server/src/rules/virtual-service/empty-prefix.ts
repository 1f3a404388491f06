/** A match by an empty prefix, which the webhook refuses everywhere but in `uri`. */
import { fieldsAt } from '../../model/fields-at.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { suggestion } from '../fixes/forms.ts';

const PLACES: readonly (readonly [string, AdmissionCheck])[] = [
  ['http[].match[].headers{}', { code: 'V-VS-41' }],
  ['http[].match[].withoutHeaders{}', { code: 'V-VS-43' }],
  ['http[].match[].scheme', { code: 'V-VS-45' }],
  ['http[].match[].method', { code: 'V-VS-46' }],
  ['http[].match[].authority', { code: 'V-VS-47' }],
  ['http[].match[].queryParams{}', { code: 'V-VS-48' }],
];

export const emptyPrefix = defineRule({
  id: 'virtual-service/empty-prefix',
  title: 'Match by an empty prefix',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: inSpec(PLACES.map(([pattern]) => `${pattern}.prefix`)),
  scope: 'document',
  equivalents: admission(PLACES.map(([, check]) => check)),
  docs: {
    why: 'An empty prefix fits every text, so it says nothing. The webhook takes it for a mistake and refuses the object; only `uri` may have one.',
    fix: 'Write what the text begins with, or remove the condition. To ask only that a header is there, write `{}`.',
  },
  messages: {
    empty: ({ field }: { field: string }) => `"prefix" of "${field}" is empty`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const [pattern, check] of PLACES) {
      for (const match of fieldsAt(ctx.spec, pattern)) {
        const prefix = match.get('prefix');
        if (prefix.string() !== '') continue;
        ctx.report({
          message: 'empty',
          at: prefix.path,
          data: { field: match.path },
          equivalents: admission([check]),
          fixes: ['askPresence', 'removeCondition'],
        });
      }
    }
  },
  fixes: {
    askPresence: suggestion(({ data }) => {
      const path = String(data['field']);
      return /\.(?:headers|withoutHeaders)[.[]/.test(path)
        ? [{ title: 'Ask only that the header is there', operations: [set(path, {})] }]
        : [];
    }),
    removeCondition: suggestion(({ data }) => [
      { title: 'Remove the condition', operations: [remove(String(data['field']), 'remove')] },
    ]),
  },
});
