/** Text rule `kustomize/replacement-source`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const replacementSource = defineTextRule({
  id: 'kustomize/replacement-source',
  code: 'kustomize-replacement-source',
  title: 'Replacement has no source',
  severity: 'error',
  docs: {
    why: 'A replacement copies from exactly one object and a field that is there.',
    fix: 'Correct the selector or the field path.',
    noFix: 'Which value was meant is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
