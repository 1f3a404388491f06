/** Text rule `kustomize/kustomization-bad-type`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationBadType = defineTextRule({
  id: 'kustomize/kustomization-bad-type',
  code: 'kustomize-kustomization-bad-type',
  title: 'Field of a kustomization has the wrong type',
  severity: 'error',
  docs: {
    why: 'Kustomize reads its file strictly: labels and annotations must be strings, lists must be lists.',
    fix: 'Write the value in the expected form; put quotes around `true` and numbers that are labels.',
    noFix: 'What was meant by the value is not in it.',
  },
  message: ({ detail }) => `${detail}`,
});
