/** Text rule `kustomize/replicas-target-missing`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const replicasTargetMissing = defineTextRule({
  id: 'kustomize/replicas-target-missing',
  code: 'kustomize-replicas-target-missing',
  title: 'Replicas for a workload that is not there',
  severity: 'error',
  docs: {
    why: 'Kustomize refuses a `replicas` entry that no workload answers to.',
    fix: 'Correct the name; names from before a prefix work, too.',
    noFix: 'Whether the entry or the object has the wrong name is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
