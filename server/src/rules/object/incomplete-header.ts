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
  message: ({ missing, kind, versions }) =>
    missing === 'kind'
      ? `Object of "${versions}" has no "kind"; kubectl refuses it`
      : `${kind} has no "apiVersion"; write "${String(versions).split(' ').join('" or "')}". kubectl refuses it`,
});
