/** Text rule `kustomize/kustomization-several`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const kustomizationSeveral = defineTextRule({
  id: 'kustomize/kustomization-several',
  code: 'kustomize-kustomization-several',
  title: 'Folder holds several kustomization files',
  severity: 'error',
  docs: {
    why: 'Kustomize does not choose between them and refuses to build.',
    fix: 'Keep one of the files.',
    noFix: 'Either of the files may be the one that is meant.',
  },
  message: ({ detail }) => `${detail}`,
});
