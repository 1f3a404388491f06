/** Text rule `kustomize/kustomization-missing`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationMissing = defineTextRule({
  id: 'kustomize/kustomization-missing',
  code: 'kustomize-kustomization-missing',
  title: 'Folder holds no kustomization',
  severity: 'error',
  docs: {
    why: 'A folder can only be named when it holds `kustomization.yaml`, `kustomization.yml` or `Kustomization`: a folder of plain manifests is refused.',
    fix: "Add a kustomization that lists the folder's files, or name the files one by one.",
    noFix: 'Which files of the folder belong to it is for its author to say.',
  },
  message: ({ detail }) => `${detail}`,
});
