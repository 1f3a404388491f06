/** Text rule `kustomize/var-object-missing`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const varObjectMissing = defineTextRule({
  id: 'kustomize/var-object-missing',
  code: 'kustomize-var-object-missing',
  title: 'Variable has no object',
  severity: 'error',
  docs: {
    why: 'A variable takes its value from one object of the build, which is not there.',
    fix: 'Correct `objref`, or replace the variable by a replacement.',
    noFix: 'Which object was meant is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
