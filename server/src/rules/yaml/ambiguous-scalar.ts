/** Text rule `yaml/ambiguous-scalar`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const ambiguousScalar = defineTextRule({
  code: 'ambiguous-scalar',
  title: 'Text means different things to different YAML readers',
  severity: 'hint',
  docs: {
    why: 'The API server reads plain text by YAML 1.1, many editors and tools by YAML 1.2: `on` becomes `true`, `012` becomes 10.',
    fix: 'Put the text in quotes if a string is meant; else write `true`, `false` or the decimal number.',
  },
  message: ({ text, yaml11 }) =>
    `"${text}" is read as ${yaml11} by the API server and otherwise by other tools; quote it if text is meant`,
  fixes: {
    writeAsRead: {
      kind: 'safe',
      build: ({ yaml11 }) => [{ title: `Write ${yaml11}`, change: { text: String(yaml11) } }],
    },
    quote: {
      kind: 'suggestion',
      build: ({ text }) => [{ title: 'Put it in quotes', change: { text: `"${text}"` } }],
    },
  },
});
