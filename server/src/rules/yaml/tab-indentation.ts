/** Text rule `yaml/tab-indentation`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const tabIndentation = defineTextRule({
  code: 'tab-indentation',
  title: 'Tab used for indentation',
  severity: 'error',
  docs: {
    why: 'YAML forbids tabs in indentation, so the document is refused.',
    fix: 'Indent with spaces.',
    noFix: 'How many spaces a tab stands for decides what belongs to what.',
  },
  message: () => 'Tab used for indentation',
});
