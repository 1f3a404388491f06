/** A value that is not one of the names an enum has. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { replaceByAllowed } from '../fixes/schema-fixes.ts';
import { quotedChoice, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['not-allowed-value'];

export const notAllowedValue = defineRule({
  id: 'schema/not-allowed-value',
  title: 'Value is not one of those the field allows',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [
    { tool: 'crd', code: 'schema' },
    { tool: 'webhook', code: 'V-DEC-03' },
  ],
  docs: {
    why: 'The field takes a fixed set of names, written exactly so. The API server refuses everything else, numbers included.',
    fix: 'Choose one of the allowed values. Most are in upper case.',
    differs: 'The webhook takes the number behind a name too; the API server never lets it come that far.',
  },
  messages: {
    notAllowed: ({ value, field, allowed }: Data) =>
      `"${value}" is not allowed for "${field}"; use ${quotedChoice(allowed)}`,
    misspelt: ({ value, field, suggestions }: Data) =>
      `"${value}" is not allowed for "${field}"; did you mean "${suggestions[0]}"?`,
    number: ({ value, field, name }: Data) =>
      `"${field}" takes a name, not the number "${value}"; use "${name}"`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'not-allowed-value')) {
      const { name, suggestions } = problem.data;
      ctx.report({
        message: name !== null ? 'number' : suggestions.length > 0 ? 'misspelt' : 'notAllowed',
        ...reportOf(problem),
        fixes: ['useAllowed'],
      });
    }
  },
  fixes: { useAllowed: replaceByAllowed },
});
