/** Text rule `kustomize/patch-failed`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const patchFailed = defineTextRule({
  id: 'kustomize/patch-failed',
  code: 'kustomize-patch-failed',
  title: 'Patch cannot be applied',
  severity: 'error',
  docs: {
    why: 'An operation leads to a place that the object does not have, or a test fails: the build stops.',
    fix: 'Correct the path, or add what is missing in an earlier operation.',
    noFix: 'Whether the path is wrong or an earlier step is missing is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
