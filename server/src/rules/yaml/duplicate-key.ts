/** Text rule `yaml/duplicate-key`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const duplicateKey = defineTextRule({
  code: 'duplicate-key',
  title: 'Key is written twice in one mapping',
  severity: 'error',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: '`kubectl` refuses duplicate keys; other clients keep the last value and drop the first without a word.',
    fix: 'Remove one of the two, or merge their values.',
    noFix: 'Either of the two values may be the one that is meant.',
  },
  message: ({ key }) => `Duplicate key "${key}"; the last one counts where the document is accepted at all`,
});
