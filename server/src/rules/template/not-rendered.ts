/** Text rule `template/not-rendered`: an installed Helm, which a person allowed, refuses to render the chart. */
import { defineTextRule } from '../define-text-rule.ts';

export const notRendered = defineTextRule({
  id: 'template/not-rendered',
  code: 'template-render',
  title: 'Helm does not render the template',
  severity: 'warning',
  severityOf: ({ kind }) => (kind === 'syntax' ? 'error' : kind === 'asked' ? 'info' : 'warning'),
  docs: {
    why: 'Helm stops at the marked line, so with these values nothing of the chart is installed. It is an error when no values help, and an information when the chart itself asks for a value (`required`, `fail`). Found only where `meshwright.helm.path` or `--helm` allow to run Helm.',
    fix: 'Correct the action, or give the value that it needs in the values file.',
    noFix: 'Which value was meant is not written.',
  },
  message: ({ detail }) => `Helm does not render this: ${detail}`,
});
