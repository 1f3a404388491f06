/** A tag of a metric is to be set, but to nothing. */

import { childPath } from '../../base/node-path.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-36' };
const WEBHOOK: AdmissionCheck = { code: 'V-TL-03' };

export const upsertWithoutValue = defineRule({
  id: 'telemetry/upsert-without-value',
  title: 'Tag override has no value',
  severity: 'error',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'An override sets a tag to the value of an expression; `UPSERT` is what happens when `operation` is left out. Without a value the object is rejected.',
    fix: 'Write `value`, or `operation: REMOVE` to drop the tag.',
  },
  messages: {
    missing: ({ tag }: { tag: string }) => `Tag "${tag}" is to be set but has no value`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const override of fieldsAt(ctx.spec, 'metrics[].overrides[]')) {
      for (const { key, value: tag } of override.get('tagOverrides').entries()) {
        const operation = tag.get('operation');
        const value = tag.get('value');
        const isUpsert = !operation.exists || operation.string() === 'UPSERT';
        if (!tag.isMap || !isUpsert || (value.exists && value.string() !== '')) continue;
        ctx.report({
          message: 'missing',
          at: { path: tag.path, part: 'key' },
          data: { tag: key },
          equivalents: admission(operation.exists ? [CONDITION, WEBHOOK] : [WEBHOOK]),
          fixes: value.exists ? [] : ['removeTag'],
        });
      }
    }
  },
  fixes: {
    removeTag: suggestion(({ data, at }) => [
      {
        title: `Remove tag "${String(data['tag'])}" from the metric`,
        operations: [set(childPath(at.path, 'operation'), 'REMOVE')],
      },
    ]),
  },
});
