/** Text rule `kustomize/path-missing`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const pathMissing = defineTextRule({
  id: 'kustomize/path-missing',
  code: 'kustomize-path-missing',
  title: 'Kustomization names a file or folder that is not there',
  severity: 'error',
  docs: {
    why: 'The build stops at the first path that cannot be read: nothing of the folder is applied.',
    fix: 'Correct the path, which counts from the folder of the kustomization, or take the entry out.',
    noFix: 'Whether the path is wrong or the file is still to come is not written.',
  },
  message: ({ detail }) => `${detail}`,
});
