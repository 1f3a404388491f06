/** A field that must be there is not. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['missing-required'];

export const missingRequired = defineRule({
  id: 'schema/missing-required',
  title: 'Required field is missing',
  severity: 'error',
  presets: ['recommended'],
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The API server refuses an object without its required fields. A field with the value `null` counts as missing.',
    fix: 'Add the field.',
  },
  messages: {
    missing: ({ field, parent }: Data) => `Required field "${field}" is missing in "${parent}"`,
    missingAtTop: ({ field }: Data) => `Required field "${field}" is missing`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'missing-required')) {
      ctx.report({ message: problem.data.parent === '' ? 'missingAtTop' : 'missing', ...reportOf(problem) });
    }
  },
});
