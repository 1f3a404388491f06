/** Text rule `kustomize/namespace-collision`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const namespaceCollision = defineTextRule({
  id: 'kustomize/namespace-collision',
  code: 'kustomize-namespace-collision',
  title: 'Namespace makes two objects one',
  severity: 'error',
  docs: {
    why: 'With the same namespace, two objects have the same identity, and Kustomize refuses to build.',
    fix: 'Rename one of the objects, or leave one out.',
    noFix: 'Either of the objects may be the one that is meant.',
  },
  message: ({ detail }) => `${detail}`,
});
