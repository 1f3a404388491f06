/** A selector is written with a `*`, as if it were a pattern. */
import { SELECTOR_FIELDS, SELECTOR_KINDS, selectorLabels } from '../../model/selector-labels.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

/** By the form of the selector; the CRDs leave keys of the older form alone. */
const KEY_CHECKS: Readonly<Record<'matchLabels' | 'labels', readonly AdmissionCheck[]>> = {
  matchLabels: [{ code: 'C-05', since: '1.23' }, { code: 'V-SEL-02' }],
  labels: [{ code: 'V-SEL-05' }],
};
const VALUE_CHECKS: typeof KEY_CHECKS = {
  matchLabels: [{ code: 'C-07', since: '1.23' }, { code: 'V-SEL-02' }],
  labels: [{ code: 'C-08', since: '1.24' }, { code: 'V-SEL-05' }],
};

export const wildcard = defineRule({
  id: 'selector/wildcard',
  title: 'Selector contains a wildcard',
  severity: 'error',
  preset: 'recommended',
  kinds: SELECTOR_KINDS,
  fields: SELECTOR_FIELDS,
  scope: 'document',
  equivalents: admission([
    { code: 'C-05' },
    { code: 'C-07' },
    { code: 'C-08' },
    { code: 'V-SEL-02' },
    { code: 'V-SEL-05' },
  ]),
  docs: {
    why: 'Selectors compare labels exactly. A `*` cannot stand in a Kubernetes label, so it could never match anything; the object is rejected.',
    fix: 'Write the label as the pods carry it. To select every workload of the namespace, leave the selector out; to select several applications, give them a label in common.',
    noFix: 'Which labels were meant is not written.',
  },
  messages: {
    key: ({ key }: { key: string }) => `Label key "${key}" contains a wildcard`,
    value: ({ key, value }: { key: string; value: string }) =>
      `Value "${value}" of label "${key}" contains a wildcard`,
  },
  effect: 'Selectors compare exactly, so the object is rejected',
  check(ctx) {
    const { labels, form } = selectorLabels(ctx.resource);
    const version = ctx.world.config('istioVersion');
    for (const { key, value } of labels.entries()) {
      const text = value.string() ?? '';
      if (key.includes('*')) {
        const equivalents = admissionAt(version, KEY_CHECKS[form]);
        ctx.report({ message: 'key', at: { path: value.path, part: 'key' }, data: { key }, equivalents });
      } else if (text.includes('*')) {
        const equivalents = admissionAt(version, VALUE_CHECKS[form]);
        ctx.report({ message: 'value', at: value.path, data: { key, value: text }, equivalents });
      }
    }
  },
});
