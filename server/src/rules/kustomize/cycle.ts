/** Text rule `kustomize/cycle`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const cycle = defineTextRule({
  id: 'kustomize/cycle',
  code: 'kustomize-cycle',
  title: 'Kustomization leads back to itself',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses to build a folder that reaches itself or a folder around it, so nothing of it can be applied.',
    fix: 'Take the entry out, or move what both need into a base of its own.',
    noFix: 'Which of the folders should stand below the other is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
