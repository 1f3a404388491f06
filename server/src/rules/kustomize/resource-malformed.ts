/** Text rule `kustomize/resource-malformed`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const resourceMalformed = defineTextRule({
  id: 'kustomize/resource-malformed',
  code: 'kustomize-resource-malformed',
  title: 'Resource of a build is not valid YAML',
  severity: 'error',
  docs: {
    why: 'Kustomize stops at a file that it cannot read: nothing of the build is applied.',
    fix: 'Correct the text at the marked place.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  message: ({ detail }) => `${detail}`,
});
