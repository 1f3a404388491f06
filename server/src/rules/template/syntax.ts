/** Text rule `template/syntax`: the actions of a chart's template do not balance; the reader of templates finds it. */
import { defineTextRule } from '../define-text-rule.ts';

export const syntax = defineTextRule({
  id: 'template/syntax',
  code: 'template-syntax',
  title: 'Actions of a template do not balance',
  severity: 'error',
  docs: {
    why: 'Helm refuses the whole chart when one template cannot be parsed, so nothing of it is installed.',
    fix: 'Close the action or the block at the marked place, or remove the `end` or `else` that belongs to nothing.',
    noFix: 'Where the block was meant to end is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
