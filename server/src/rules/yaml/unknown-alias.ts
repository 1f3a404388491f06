/** Text rule `yaml/unknown-alias`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const unknownAlias = defineTextRule({
  code: 'unknown-alias',
  title: 'Alias refers to an anchor that does not exist',
  severity: 'error',
  docs: {
    why: 'An alias can only refer to an anchor that stands before it in the same document; the document is refused.',
    fix: 'Define the anchor above (`&name`), or correct the alias.',
    noFix: 'What the anchor held is not in the file.',
  },
  message: ({ name }) => `No anchor "${name}" before this alias`,
});
