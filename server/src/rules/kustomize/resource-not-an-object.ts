/** Text rule `kustomize/resource-not-an-object`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const resourceNotAnObject = defineTextRule({
  id: 'kustomize/resource-not-an-object',
  code: 'kustomize-resource-not-an-object',
  title: 'Resource of a build is no Kubernetes object',
  severity: 'error',
  docs: {
    why: 'Every document needs a kind and a `metadata.name`; `generateName` does not help.',
    fix: 'Complete the object, or take the file out of `resources`.',
    noFix: 'What the object was meant to be is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
