/** A key beside apiVersion, kind, metadata, spec and status. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { moveField, removeField, renameField } from '../fixes/schema-fixes.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['unknown-top-level'];

export const unknownTopLevel = defineRule({
  id: 'schema/unknown-top-level',
  title: 'Key at the top of a resource is not one of the five it may have',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [
    { tool: 'crd', code: 'schema' },
    { tool: 'webhook', code: 'V-DEC-04' },
  ],
  docs: {
    why: 'A resource has `apiVersion`, `kind`, `metadata`, `spec` and `status`, and nothing beside them; the case matters. The webhook refuses other keys whichever client sends them.',
    fix: 'Move the key below `spec` or `metadata`, correct its spelling, or remove it. Often an indentation is missing.',
  },
  messages: {
    unknown: ({ field }: Data) => `Unknown key "${field}" at the top of the resource`,
    misspelt: ({ field, spelling, suggestions }: Data) =>
      `Unknown key "${field}" at the top of the resource; did you mean "${spelling ?? suggestions[0]}"?`,
    misplaced: ({ field, place }: Data) => `Field "${field}" does not belong at the top but at "${place}"`,
  },
  effect: 'The resource is refused',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'unknown-top-level')) {
      const { spelling, suggestions, place } = problem.data;
      const isMisspelt = spelling !== null || suggestions.length > 0;
      ctx.report({
        message: isMisspelt ? 'misspelt' : place === null ? 'unknown' : 'misplaced',
        ...reportOf(problem),
        fixes: isMisspelt ? ['rename', 'remove'] : ['move', 'remove'],
      });
    }
  },
  fixes: { rename: renameField, move: moveField, remove: removeField },
});
