/** Text rule `yaml/repeated-merge-key`; the YAML layer finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const repeatedMergeKey = defineTextRule({
  code: 'repeated-merge-key',
  title: 'Merge key is written twice in one mapping',
  severity: 'hint',
  docs: {
    why: 'kubectl merges both; Kustomize and other readers of YAML 1.2 refuse a second `<<` as a duplicate key.',
    fix: 'Write one merge key with a list: `<<: [*first, *second]`.',
    noFix: 'Which of the merged maps comes first decides what the result is.',
  },
  message: () => 'Second merge key "<<" in this mapping; write one with a list instead: "<<: [*a, *b]"',
});
