/** Text rule `yaml/binary`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const binary = defineTextRule({
  code: 'binary',
  title: 'File is binary',
  severity: 'error',
  docs: {
    why: 'The file holds bytes that no text has, so nothing in it can be read.',
    fix: 'Check that the right file was named, or add it to `meshwright.files.ignore`.',
    noFix: 'The text cannot be read as YAML, and what was meant is not in it.',
  },
  message: () => 'File holds binary data and is not analyzed',
});
