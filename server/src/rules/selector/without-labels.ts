/** A selector that is written and names no label. */
import { SELECTOR_FIELDS, SELECTOR_KINDS, selectorLabels } from '../../model/selector-labels.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

export const withoutLabels = defineRule({
  id: 'selector/without-labels',
  title: 'Selector names no labels',
  severity: 'warning',
  preset: 'recommended',
  kinds: SELECTOR_KINDS,
  fields: SELECTOR_FIELDS,
  scope: 'document',
  equivalents: admission([{ code: 'V-SEL-03' }, { code: 'V-SEL-06' }]),
  docs: {
    why: 'A selector without labels selects every workload of the namespace, as if it were not written. Whoever writes one mostly meant fewer, so the webhook warns.',
    fix: 'Write the labels, or remove the selector.',
  },
  messages: {
    none: ({ field }: { field: string }) => `"${field}" names no labels`,
  },
  effect: 'Every workload of the namespace is selected, and the webhook warns of it',
  check(ctx) {
    const { labels, form } = selectorLabels(ctx.resource);
    const [, field = ''] = labels.path.split('.');
    const selector = ctx.spec.get(field);
    if (!selector.isMap || ctx.resource.isOpen(selector.path)) return;
    if (labels.entries().length > 0 || (labels.exists && !labels.isMap) || ctx.resource.isOpen(labels.path))
      return;
    // Labels that stand beside the place for them are told as such.
    const hasOther = selector.entries().some(({ value }) => value.path !== labels.path);
    if (hasOther) return;
    ctx.report({
      message: 'none',
      at: { path: selector.path, part: 'key' },
      data: { field },
      equivalents: admission([{ code: form === 'labels' ? 'V-SEL-06' : 'V-SEL-03' }]),
      fixes: ['remove'],
    });
  },
  fixes: { remove: removing(({ field }) => `Remove "${String(field)}"`) },
});
