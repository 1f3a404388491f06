/** A selector names a label without a name. */

import { SELECTOR_FIELDS, SELECTOR_KINDS, selectorLabels } from '../../model/selector-labels.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const CHECKS: Readonly<Record<'matchLabels' | 'labels', readonly AdmissionCheck[]>> = {
  matchLabels: [{ code: 'C-06', since: '1.23' }, { code: 'V-SEL-01' }],
  labels: [{ code: 'V-SEL-04' }],
};

export const emptyKey = defineRule({
  id: 'selector/empty-key',
  title: 'Selector has a label with an empty name',
  severity: 'error',
  preset: 'recommended',
  kinds: SELECTOR_KINDS,
  fields: SELECTOR_FIELDS,
  scope: 'document',
  equivalents: admission([...CHECKS.matchLabels, ...CHECKS.labels]),
  docs: {
    why: 'No label of a workload has an empty name, so such a selector could never match; the object is rejected.',
    fix: 'Write the name of the label, or remove the entry.',
  },
  messages: {
    emptyKey: ({ value }: { value: string }) => `Label with the value "${value}" has an empty name`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { labels, form } = selectorLabels(ctx.resource);
    const entry = labels.entries().find(({ key }) => key === '');
    if (entry === undefined) return;
    ctx.report({
      message: 'emptyKey',
      at: { path: entry.value.path, part: 'key' },
      data: { value: entry.value.string() ?? '' },
      equivalents: admissionAt(ctx.world.config('istioVersion'), CHECKS[form]),
      fixes: ['removeLabel'],
    });
  },
  fixes: { removeLabel: removing(() => 'Remove the label without a name') },
});
