/** A suppression whose rule finds nothing there. Publishing finds the problem, once everything else is known. */
import { defineTextRule } from '../define-text-rule.ts';

export const unused = defineTextRule({
  id: 'suppression/unused',
  code: 'unused-suppression',
  title: 'Suppression silences nothing',
  severity: 'hint',
  docs: {
    why: 'What it was written for is mended or gone. Left in place, it hides the next mistake of that sort.',
    fix: 'Remove it. Codes of `istioctl analyze` and Kiali are only judged when files can decide them.',
  },
  message: ({ name }) => `"${name}" silences nothing here`,
  fixes: {
    remove: {
      kind: 'safe',
      build: ({ name }) => [{ title: `Remove "${name}"`, change: 'remove' }],
    },
  },
});
