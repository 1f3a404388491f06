/** Text rule `kustomize/generator-malformed`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const generatorMalformed = defineTextRule({
  id: 'kustomize/generator-malformed',
  code: 'kustomize-generator-malformed',
  title: 'Generator cannot be read',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses literals without `=`, keys given twice, and generators without a name.',
    fix: 'Correct the entry at the marked place.',
    noFix: 'What was meant by the entry is not in it.',
  },
  message: ({ detail }) => `${detail}`,
});
