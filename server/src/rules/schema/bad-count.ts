/** A list or map with too few or too many members. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { boundsInWords, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['bad-count'];

export const badCount = defineRule({
  id: 'schema/bad-count',
  title: 'List or map has the wrong number of members',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The schema bounds how many items a list and how many entries a map may have. Map entries with the value `null` do not count: the API server drops them first.',
    fix: 'Remove what is too much, spread it over several resources, or add what is missing.',
    noFix: 'Which items are too many, or which are missing, is not written.',
  },
  messages: {
    empty: ({ field, unit }: Data) => `"${field}" needs at least one ${unit}`,
    badCount: ({ field, count, minimum, maximum, unit }: Data) =>
      `"${field}" has ${count} ${count === 1 ? unit : UNITS[unit]}, but takes ${boundsInWords(minimum, maximum)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'bad-count')) {
      ctx.report({
        message: problem.data.count === 0 && problem.data.minimum === 1 ? 'empty' : 'badCount',
        ...reportOf(problem),
      });
    }
  },
});

const UNITS = { item: 'items', entry: 'entries' } as const;
