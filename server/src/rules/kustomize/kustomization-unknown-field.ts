/** Text rule `kustomize/kustomization-unknown-field`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationUnknownField = defineTextRule({
  id: 'kustomize/kustomization-unknown-field',
  code: 'kustomize-kustomization-unknown-field',
  title: 'Kustomization has a field that does not exist',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses unknown fields, so a slip of the pen stops the whole build.',
    fix: 'Correct the name; names are matched without regard to case.',
    noFix:
      'Fields differ between releases of Kustomize, so that the near one may not be the one that is meant.',
  },
  message: ({ detail }) => `${detail}`,
});
