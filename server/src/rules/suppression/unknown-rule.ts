/** A suppression that names no rule, and no code of another tool. */

import { defineTextRule } from '../define-text-rule.ts';

export const unknownRule = defineTextRule({
  id: 'suppression/unknown-rule',
  code: 'unknown-suppression',
  title: 'Suppression names no rule',
  severity: 'warning',
  docs: {
    why: 'Nothing is silenced by a name that does not exist: the finding it was meant for stays.',
    fix: 'Comments name rules (`# meshwright-ignore virtual-service/host-not-found: reason`), the annotations of `istioctl analyze` and Kiali name codes (`IST0101`, `KIA1101`).',
  },
  message: ({ name }) => `"${name}" is no rule, so nothing is silenced by it`,
  fixes: {
    useKnownRule: {
      kind: 'suggestion',
      build: ({ near }) =>
        String(near)
          .split(' ')
          .filter((id) => id !== '')
          .map((id) => ({ title: `Use "${id}"`, choice: id, change: { instead: id } })),
    },
    remove: {
      kind: 'suggestion',
      build: ({ name }) => [{ title: `Remove "${name}"`, change: 'remove' }],
    },
  },
});
