/** Text rule `kustomize/kustomization-malformed`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationMalformed = defineTextRule({
  id: 'kustomize/kustomization-malformed',
  code: 'kustomize-kustomization-malformed',
  title: 'Kustomization is not valid YAML',
  severity: 'error',
  docs: {
    why: 'Kustomize cannot read the file, so nothing of the folder is applied.',
    fix: 'Correct the text at the marked place.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  message: ({ detail }) => `${detail}`,
});
