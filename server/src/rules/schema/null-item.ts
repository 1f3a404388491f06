/** A list item without a value. */
import { cursorAt } from '../../model/embedded-documents.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

export const nullItem = defineRule({
  id: 'schema/null-item',
  title: 'List item is empty',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [
    { tool: 'crd', code: 'schema' },
    { tool: 'webhook', code: 'V-DEC-01' },
  ],
  docs: {
    why: 'The API server drops empty fields and map entries, but not empty list items: a `null` in a list has the wrong type. Usually the content of the item is indented too little or was commented out.',
    fix: 'Remove the item or write its value.',
  },
  messages: {
    nullItem: ({ field }: SchemaProblemData['null-item']) => `List "${field}" has an empty item`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'null-item')) {
      ctx.report({ message: 'nullItem', ...reportOf(problem), fixes: ['remove'] });
    }
  },
  fixes: {
    remove: suggestion(({ at }, { resource }) => {
      // The only one stands for something that is still to be written.
      const list = cursorAt(resource, at.path.slice(0, at.path.lastIndexOf('[')));
      return list.items().length < 2
        ? []
        : [{ title: 'Remove the empty item', operations: [remove(at.path)] }];
    }),
  },
});
