/** A key that the schema of its object does not have. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { moveField, removeField, renameField, useSuccessor } from '../fixes/schema-fixes.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['unknown-field'];

export const unknownField = defineRule({
  id: 'schema/unknown-field',
  title: 'Field does not exist in the schema of its kind',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [
    { tool: 'crd', code: 'schema' },
    { tool: 'webhook', code: 'V-DEC-02' },
  ],
  docs: {
    why: '`kubectl` asks the API server for strict validation, which refuses unknown fields. Other clients (Helm, many GitOps tools) do not: there the field is dropped without a word and the setting never takes effect.',
    fix: 'Correct the spelling (names are camelCase), move the field to the object that has it, or remove it.',
    differs: 'The webhook also reads the snake_case form of every field, the API server only two of them.',
  },
  messages: {
    unknown: ({ field, parent }: Data) => `Unknown field "${field}" in "${parent}"`,
    misspelt: ({ field, spelling, suggestions }: Data) =>
      `Unknown field "${field}"; did you mean "${spelling ?? suggestions[0]}"?`,
    retired: ({ field, successor }: Data) =>
      `Field "${field}" is one of early releases; what it did is now done by ${successor}`,
    severalPlaces: ({ field, parent, places }: Data) =>
      `Field "${field}" does not belong into "${parent}" itself, but into ${places.map((place) => `"${place.slice(parent.length + 1)}"`).join(' or ')}`,
    misplaced: ({ field, place }: Data) => `Field "${field}" does not belong here but at "${place}"`,
  },
  effect: 'kubectl refuses it, other clients drop it silently',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'unknown-field')) {
      const { successor } = problem.data;
      ctx.report({
        message: successor !== null ? 'retired' : messageFor(problem.data),
        ...reportOf(problem),
        fixes: fixesFor(problem.data),
      });
    }
  },
  fixes: { useSuccessor, rename: renameField, move: moveField, remove: removeField },
});

function messageFor({ spelling, suggestions, place, places }: Data) {
  if (place !== null) return 'misplaced';
  if (spelling !== null) return 'misspelt';
  if (places.length > 0) return 'severalPlaces';
  return suggestions.length > 0 ? 'misspelt' : 'unknown';
}

/** Who misspelt it meant something by it. */
function fixesFor({ spelling, suggestions, place, places, successor }: Data): readonly string[] {
  if (successor !== null) return ['useSuccessor', 'remove'];
  if (place !== null || (places.length > 0 && spelling === null)) return ['move'];
  return spelling !== null || suggestions.length > 0 ? ['rename'] : ['remove'];
}
