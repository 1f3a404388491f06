/** Text rule `kustomize/resource-duplicate-key`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const resourceDuplicateKey = defineTextRule({
  id: 'kustomize/resource-duplicate-key',
  code: 'kustomize-resource-duplicate-key',
  title: 'Resource of a build has a key twice',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses a mapping with the same key twice, where kubectl alone would take the last one.',
    fix: 'Remove one of the keys.',
    noFix: 'Either of the two values may be the one that is meant.',
  },
  message: ({ detail }) => `${detail}`,
});
