/** Two items of a list that must differ are alike. */
import { cursorAt } from '../../model/embedded-documents.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['duplicate-list-key'];

export const duplicateListKey = defineRule({
  id: 'schema/duplicate-list-key',
  title: 'List has two items with the same key',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The items are told apart by a key (server-side apply merges by it), so the API server refuses two with the same one.',
    fix: 'Give each item a key of its own, or remove one of them.',
  },
  messages: {
    sameKey: ({ field, keys, value }: Data) =>
      `Two items of "${field}" have the same ${keys.map((key) => `"${key}"`).join(' and ')}: "${value}"`,
    sameItem: ({ field, value }: Data) => `"${value}" stands twice in "${field}"`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'duplicate-list-key')) {
      const { first } = problem.data;
      if (ctx.resource.areApart(first, reportOf(problem).at.path)) continue;
      ctx.report({
        message: problem.data.keys.length === 0 ? 'sameItem' : 'sameKey',
        ...reportOf(problem),
        related: [{ resource: ctx.self, path: problem.data.first, text: 'the first one' }],
        fixes: ['removeCopy'],
      });
    }
  },
  fixes: {
    removeCopy: suggestion(({ data, at }, { resource }) => {
      const item = itemAt(at.path);
      const first = itemAt(String(data['first']));
      const read = (path: string) => JSON.stringify(cursorAt(resource, path).json());
      // What differs was meant to be something else.
      if (item === undefined || first === undefined || read(item) !== read(first)) return [];
      return [{ title: 'Remove the second one, which says the same', operations: [remove(item)] }];
    }),
  },
});

/** The innermost list item on the way to a path. */
function itemAt(path: string): string | undefined {
  const end = path.lastIndexOf(']');
  return end < 0 ? undefined : path.slice(0, end + 1);
}
