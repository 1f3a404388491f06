/** A field or value that still works, or is read no more, and should not be used. */
import type { Resource } from '../../model/resource.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { defineRule } from '../define-rule.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['deprecated-field'];

const IST0002: Equivalent = {
  tool: 'istioctl',
  code: 'IST0002',
  analyzer: 'deprecation.DeprecationAnalyzer',
};

export const deprecatedField = defineRule({
  id: 'schema/deprecated-field',
  title: 'Field or value is deprecated',
  severity: 'hint',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  equivalents: [IST0002],
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
      const report = reportOf(problem);
      ctx.report({
        message: problem.data.subject === 'value' ? 'value' : 'field',
        ...report,
        equivalents: isDelayPercent(ctx.resource, problem.path)
          ? [...report.equivalents, IST0002]
          : report.equivalents,
        tags: ['deprecated'],
      });
    }
  },
});

/** The one field of a schema that upstream's analyzer of deprecations looks at, when it delays something. */
function isDelayPercent(resource: Resource, path: string): boolean {
  if (resource.kindId !== 'networking.istio.io/VirtualService') return false;
  return /\.fault\.delay\.percent$/.test(path) && (resource.cursor.at(path).number() ?? 0) > 0;
}

/** Messages are plain text: code spans become quotes. */
function plain(markdown: string): string {
  return markdown.replace(/`([^`]*)`/g, '"$1"');
}
