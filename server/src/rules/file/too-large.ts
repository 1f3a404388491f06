/** Text rule `file/too-large`: found by size before the file is read, or by the YAML layer in an open document. */
import { defineTextRule } from '../define-text-rule.ts';

export const tooLarge = defineTextRule({
  id: 'file/too-large',
  code: 'too-large',
  title: 'File is too large to be analyzed',
  severity: 'warning',
  // A gate must not pass what nobody has read.
  severityOf: ({ isNamed }) => (isNamed === undefined ? 'warning' : 'error'),
  docs: {
    why: 'Meshwright reads files up to 10 MB. Nothing in this file is checked, and nothing in it counts as existing. A file that was named on the command line is an error: what was asked for is not judged.',
    fix: 'Split the file, or add it to `meshwright.files.ignore`.',
    noFix: 'Which documents belong together is for people to say.',
  },
  message: ({ size, limit }) => `File of ${size} bytes is larger than ${limit} bytes and is not analyzed`,
});
