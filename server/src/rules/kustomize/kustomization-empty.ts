/** Text rule `kustomize/kustomization-empty`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationEmpty = defineTextRule({
  id: 'kustomize/kustomization-empty',
  code: 'kustomize-kustomization-empty',
  title: 'Kustomization is empty',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses a kustomization that says nothing.',
    fix: 'List `resources`, or remove the file.',
    noFix: 'What belongs into it is for its author to say.',
  },
  message: ({ detail }) => `${detail}`,
});
