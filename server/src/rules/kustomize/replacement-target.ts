/** Text rule `kustomize/replacement-target`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const replacementTarget = defineTextRule({
  id: 'kustomize/replacement-target',
  code: 'kustomize-replacement-target',
  title: 'Replacement has no target field',
  severity: 'error',
  docs: {
    why: 'The path leads to nothing in a selected object, and `create` is not set.',
    fix: 'Correct the path, or set `options: {create: true}`.',
    noFix: 'Whether the path is wrong or the field is to be made is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
