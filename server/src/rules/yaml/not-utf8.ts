/** Text rule `yaml/not-utf8`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const notUtf8 = defineTextRule({
  code: 'not-utf8',
  title: 'File is not UTF-8',
  severity: 'error',
  docs: {
    why: 'Kubernetes reads manifests as UTF-8. Other encodings give wrong text or are refused.',
    fix: 'Save the file as UTF-8.',
    noFix: 'The encoding in which it was written is not known.',
  },
  message: () => 'File is not valid UTF-8 and is not analyzed',
});
