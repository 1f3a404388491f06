/** Text rule `object/misspelt-group`: a slip in the group of `apiVersion`; `workspace/header-slips.ts` finds it. */
import { defineTextRule } from '../define-text-rule.ts';

export const misspeltGroup = defineTextRule({
  id: 'object/misspelt-group',
  code: 'misspelt-group',
  title: 'API group is misspelt',
  severity: 'error',
  docs: {
    why: 'The kind belongs to a group whose name differs in a letter or two from what is written. The API server knows no such resource and refuses the document; tools that go by the group pass over it in silence.',
    fix: 'Write the group as it is called.',
  },
  message: ({ group, meant }) =>
    `There is no API group "${group}" with this kind; did you mean "${meant}"? The API server refuses the object`,
  fixes: {
    useGroup: {
      kind: 'suggestion',
      build: ({ meant, version }) => [
        { title: `Use "${meant}${version}"`, change: { text: `${meant}${version}` } },
      ],
    },
  },
});
