/** Text rule `kustomize/kustomization-wrong-kind`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationWrongKind = defineTextRule({
  id: 'kustomize/kustomization-wrong-kind',
  code: 'kustomize-kustomization-wrong-kind',
  title: 'Kustomization has the wrong kind or apiVersion',
  severity: 'error',
  docs: {
    why: 'Kustomize only builds `Kustomization` (kustomize.config.k8s.io/v1beta1) and `Component` (kustomize.config.k8s.io/v1alpha1).',
    fix: 'Correct the header, or leave it out.',
    noFix: 'Whether the file is a kustomization at all is not certain.',
  },
  message: ({ detail }) => `${detail}`,
});
