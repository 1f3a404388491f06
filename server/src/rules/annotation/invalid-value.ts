/** An annotation whose value its reader does not understand. */

import { ANNOTATED_KINDS, ANNOTATION_FIELDS, istioAnnotations } from '../../model/annotated-places.ts';
import { expectedInstead } from '../../model/annotation-value.ts';
import { ISTIO_ANNOTATIONS } from '../../model/istio-annotations.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

/** A message is one line, and an annotation may hold a whole document. */
function shown(value: string): string {
  const text = value.trim();
  const [first = ''] = text.split('\n');
  return first === text ? text : `${first} …`;
}

export const invalidValue = defineRule({
  id: 'annotation/invalid-value',
  title: 'Annotation has a value that Istio does not understand',
  severity: 'warning',
  preset: 'recommended',
  kinds: ANNOTATED_KINDS,
  fields: ANNOTATION_FIELDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0125', analyzer: 'annotations.K8sAnalyzer' }],
  docs: {
    why: 'Values of annotations are plain text for Kubernetes. The injector refuses a pod when it cannot read one of those that it checks; others are ignored as if they were absent.',
    fix: 'Write a value of the form that the message names.',
    differs: 'Pod templates are looked at too. Values that are ignored rather than refused are hints.',
  },
  messages: {
    refused: ({ value, name, expected }: { value: string; name: string; expected: string }) =>
      `"${shown(value)}" is no value for "${name}", which takes ${expected}; injection fails`,
    ignored: ({ value, name, expected }: { value: string; name: string; expected: string }) =>
      `"${shown(value)}" is no value for "${name}", which takes ${expected}; it is ignored`,
  },
  check(ctx) {
    for (const { name, value: written, place } of istioAnnotations(ctx.resource)) {
      const known = ISTIO_ANNOTATIONS.get(name);
      const value = written.string();
      if (known?.value === undefined || value === undefined || !known.on.includes(place.kind)) continue;
      const expected = expectedInstead(known.value, value);
      if (expected === undefined) continue;
      const isChecked = known.value.isChecked === true;
      ctx.report({
        message: isChecked ? 'refused' : 'ignored',
        at: written.path,
        severity: isChecked ? 'warning' : 'hint',
        data: { value, name, expected },
        ...(isChecked && place.isKnownUpstream ? {} : { equivalents: [] }),
        fixes: known.value.type === 'words' || known.value.type === 'bool' ? ['choose'] : [],
      });
    }
  },
  fixes: {
    choose: suggestion((finding) => {
      const value = ISTIO_ANNOTATIONS.get(String(finding.data['name']))?.value;
      const words = value?.type === 'words' ? value.words : ['true', 'false'];
      return words.map((text) => use(finding, text));
    }),
  },
});
