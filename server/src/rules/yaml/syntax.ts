/** Text rule `yaml/syntax`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const syntax = defineTextRule({
  code: 'syntax',
  title: 'Text is not valid YAML',
  severity: 'error',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The API server and every other tool refuse the whole document, so nothing in it is applied.',
    fix: 'Correct the text at the marked place; usually a missing space after a colon, a wrong indentation, or an unclosed quote or bracket.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  message: ({ detail }) => `Not valid YAML: ${detail}`,
});
