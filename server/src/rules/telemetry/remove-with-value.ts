/** A tag of a metric is removed and set at once. */

import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-37' };
const WEBHOOK: AdmissionCheck = { code: 'V-TL-04' };

export const removeWithValue = defineRule({
  id: 'telemetry/remove-with-value',
  title: 'Removed tag has a value',
  severity: 'error',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: '`operation: REMOVE` drops a tag from a metric. A `value` beside it contradicts that and is rejected.',
    fix: 'Remove `value`, or `operation` when the tag is to be set.',
  },
  messages: {
    value: ({ value }: { value: string }) => `Value "${value}" is set for a tag that is removed`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const tag of fieldsAt(ctx.spec, 'metrics[].overrides[].tagOverrides{}')) {
      const value = tag.get('value');
      if (tag.get('operation').string() !== 'REMOVE' || !value.exists) continue;
      const text = value.string() ?? '';
      ctx.report({
        message: 'value',
        at: value.path,
        data: { value: text },
        equivalents: admission(text === '' ? [CONDITION] : [CONDITION, WEBHOOK]),
        fixes: ['removeValue'],
      });
    }
  },
  fixes: { removeValue: removing(() => 'Remove the value') },
});
