/** Text rule `kustomize/patch-target-missing`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const patchTargetMissing = defineTextRule({
  id: 'kustomize/patch-target-missing',
  code: 'kustomize-patch-target-missing',
  title: 'Patch finds no object',
  severity: 'error',
  docs: {
    why: 'A strategic patch must find exactly one object by group, version, kind, namespace and name; otherwise the build stops.',
    fix: 'Correct the names in the patch, its apiVersion and its namespace, or give the entry a `target`.',
    noFix: 'Whether the patch or the object has the wrong name is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
