/** Text rule `yaml/too-large`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const tooLarge = defineTextRule({
  code: 'too-large',
  title: 'File is too large to be analyzed',
  severity: 'warning',
  docs: {
    why: 'Meshwright reads files up to 10 MB. Nothing in this file is checked, and nothing in it counts as existing.',
    fix: 'Split the file, or add it to `meshwright.files.ignore`.',
  },
  message: ({ size, limit }) => `File of ${size} bytes is larger than ${limit} bytes and is not analyzed`,
});
