/** Text rule `object/incomplete-header`: `apiVersion` or `kind` is missing; `workspace/header-slips.ts` finds it. */
import { defineTextRule } from '../define-text-rule.ts';

export const incompleteHeader = defineTextRule({
  id: 'object/incomplete-header',
  code: 'incomplete-header',
  title: 'Object without apiVersion or kind',
  severity: 'error',
  docs: {
    why: 'Every object of Kubernetes says its `apiVersion` and its `kind`. Without one of them `kubectl` refuses the document, and nothing in it is applied or checked.',
    fix: 'Write the missing line at the top of the document.',
  },
  message: ({ missing, kind, versions, kinds }) => {
    if (missing === 'kind') {
      const meant = words(kinds).map((each) => `"${each}"`);
      const hint = meant.length === 0 ? '' : `, its fields are those of ${meant.join(' or ')}`;
      return `Object of "${versions}" has no "kind"${hint}; kubectl refuses it`;
    }
    return `${kind} has no "apiVersion"; write "${words(versions).join('" or "')}". kubectl refuses it`;
  },
  fixes: {
    writeVersion: {
      kind: 'suggestion',
      build: ({ missing, versions }) =>
        missing === 'apiVersion'
          ? words(versions).map((version) => ({
              title: `Write "apiVersion: ${version}"`,
              choice: version,
              change: { above: `apiVersion: ${version}` },
            }))
          : [],
    },
    writeKind: {
      kind: 'suggestion',
      build: ({ kinds }) =>
        words(kinds).map((kind) => ({
          title: `Write "kind: ${kind}"`,
          choice: kind,
          change: { below: `kind: ${kind}` },
        })),
    },
  },
});

function words(data: string | number | undefined): readonly string[] {
  return String(data ?? '')
    .split(' ')
    .filter((word) => word !== '');
}
