/** Text rule `kustomize/outside-root`; the build finds the problem. */
import { defineTextRule } from '../define-text-rule.ts';

export const outsideRoot = defineTextRule({
  id: 'kustomize/outside-root',
  code: 'kustomize-outside-root',
  title: "File lies outside the kustomization's folder",
  severity: 'warning',
  docs: {
    why: 'For safety Kustomize reads single files only in or below the folder of the kustomization, and stops here. Builds that were told `LoadRestrictionsNone` go on, as those of Flux do, so that this is a warning.',
    fix: 'Move the file below the folder, or give its folder a kustomization and name the folder.',
    noFix: 'Moving files changes what others build.',
  },
  message: ({ detail }) => `${detail}`,
});
