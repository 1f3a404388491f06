/** A text that is too short or too long. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { boundsInWords, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['bad-length'];

export const badLength = defineRule({
  id: 'schema/bad-length',
  title: 'Text has the wrong length',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The schema bounds the number of characters, counted as the API server does (a character outside of the basic plane counts once).',
    fix: 'Shorten the text, or write one where it must not be empty.',
    noFix: 'Cutting a text, or filling it up, would write something that nobody meant.',
  },
  messages: {
    empty: ({ field }: Data) => `"${field}" must not be empty`,
    badLength: ({ field, length, minimum, maximum }: Data) =>
      `"${field}" has ${length} characters, but takes ${boundsInWords(minimum, maximum)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'bad-length')) {
      ctx.report({ message: problem.data.length === 0 ? 'empty' : 'badLength', ...reportOf(problem) });
    }
  },
});
