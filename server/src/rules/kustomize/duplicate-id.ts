/** Text rule `kustomize/duplicate-id`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const duplicateId = defineTextRule({
  id: 'kustomize/duplicate-id',
  code: 'kustomize-duplicate-id',
  title: 'Build has one object twice',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses two objects of one group, version, kind, namespace and name.',
    fix: 'Remove one, or give one of the bases a prefix or a namespace.',
    noFix: 'Either of the objects may be the one that is meant.',
  },
  message: ({ detail }) => `${detail}`,
});
