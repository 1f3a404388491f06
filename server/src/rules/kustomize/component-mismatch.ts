/** Text rule `kustomize/component-mismatch`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const componentMismatch = defineTextRule({
  id: 'kustomize/component-mismatch',
  code: 'kustomize-component-mismatch',
  title: 'Component and kustomization are mixed up',
  severity: 'error',
  docs: {
    why: 'Components are listed under `components`, all other folders under `resources`: Kustomize refuses the other way round.',
    fix: 'Move the entry to the other list, or change the kind of the folder.',
    noFix: 'Whether the folder or the list is wrong is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
