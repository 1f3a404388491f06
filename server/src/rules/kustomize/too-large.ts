/** Text rule `kustomize/too-large`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const tooLarge = defineTextRule({
  id: 'kustomize/too-large',
  code: 'kustomize-too-large',
  title: 'Build is too large',
  severity: 'error',
  docs: {
    why: 'A build of that many files, folders or objects is not followed to its end.',
    fix: 'Check whether folders include each other many times over.',
    noFix: 'Which of the bases are too many is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
