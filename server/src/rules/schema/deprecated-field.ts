/** A field or value that still works, or is read no more, and should not be used. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['deprecated-field'];

export const deprecatedField = defineRule({
  id: 'schema/deprecated-field',
  title: 'Field or value is deprecated',
  severity: 'hint',
  presets: ['recommended'],
  kinds: SCHEMA_KINDS,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Deprecated fields have a better successor, or no effect any more. They may go with any release.',
    fix: 'Use what the message names, or remove the field.',
  },
  messages: {
    field: ({ name, advice }: Data) => `Field "${name}" is deprecated: ${plain(advice)}`,
    value: ({ name, advice }: Data) => `Value "${name}" is deprecated: ${plain(advice)}`,
  },
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'deprecated-field')) {
      ctx.report({
        message: problem.data.subject === 'value' ? 'value' : 'field',
        ...reportOf(problem),
        tags: ['deprecated'],
      });
    }
  },
});

/** Messages are plain text: code spans become quotes. */
function plain(markdown: string): string {
  return markdown.replace(/`([^`]*)`/g, '"$1"');
}
