/** Text rule `kustomize/generator-conflict`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const generatorConflict = defineTextRule({
  id: 'kustomize/generator-conflict',
  code: 'kustomize-generator-conflict',
  title: 'Generator meets an object that it may not change',
  severity: 'error',
  docs: {
    why: 'A generator creates; to change an existing object it needs `behavior: merge` or `replace`, and then the object must be there.',
    fix: 'Set the behavior, or correct the name.',
    noFix: 'Whether the data should replace or extend the other is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
