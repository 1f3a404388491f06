/** Text rule `yaml/too-deep`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const tooDeep = defineTextRule({
  code: 'too-deep',
  title: 'Document is nested too deeply',
  severity: 'error',
  docs: {
    why: 'Meshwright reads up to 200 levels; real manifests need fewer than 30. The document is not analyzed.',
    fix: 'Look for a run of brackets or a generator gone wrong.',
    noFix: 'Nothing of ours is nested so deeply; the text is something else, or damaged.',
  },
  message: ({ limit }) => `Nested more than ${limit} levels deep; the document is not analyzed`,
});
