/** Two items of a list that must differ are alike. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
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
      ctx.report({
        message: problem.data.keys.length === 0 ? 'sameItem' : 'sameKey',
        ...reportOf(problem),
        related: [{ resource: ctx.self, path: problem.data.first, text: 'the first one' }],
      });
    }
  },
});
