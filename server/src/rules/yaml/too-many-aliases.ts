/** Text rule `yaml/too-many-aliases`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const tooManyAliases = defineTextRule({
  code: 'too-many-aliases',
  title: 'Aliases expand to too much data',
  severity: 'error',
  docs: {
    why: 'Aliases that multiply each other can exhaust the memory of whatever reads them (a "billion laughs" document); the API server refuses such documents too.',
    fix: 'Write the values out, or use fewer nested aliases.',
    noFix: 'What the aliases stand for has to be written out, or left out, by its author.',
  },
  message: ({ limit }) => `Aliases expand to more than ${limit} values; the document is not analyzed`,
});
