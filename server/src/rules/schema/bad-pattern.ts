/** A text that does not have the form its field asks for. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['bad-pattern'];

export const badPattern = defineRule({
  id: 'schema/bad-pattern',
  title: 'Text does not have the form that the field asks for',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The schema checks the form of the text with a regular expression; the message says it in words.',
    fix: 'Write the text in the form that the message names.',
    noFix: 'The pattern says what is not allowed, not what was meant.',
  },
  messages: {
    badPattern: ({ field, value, words }: Data) =>
      `"${value.length > 60 ? `${value.slice(0, 57)}...` : value}" is not valid for "${field}", which must be ${words}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'bad-pattern')) {
      ctx.report({ message: 'badPattern', ...reportOf(problem) });
    }
  },
});
