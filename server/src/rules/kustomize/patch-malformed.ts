/** Text rule `kustomize/patch-malformed`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const patchMalformed = defineTextRule({
  id: 'kustomize/patch-malformed',
  code: 'kustomize-patch-malformed',
  title: 'Patch cannot be read',
  severity: 'error',
  docs: {
    why: 'The entry holds neither a JSON patch with a target nor a strategic patch, or it has both `path` and `patch`.',
    fix: 'Correct the entry.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  message: ({ detail }) => `${detail}`,
});
