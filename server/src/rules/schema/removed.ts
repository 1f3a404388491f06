/** A kind or field that later releases dropped. */

import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { isOfOlderGatewayApi } from '../../workspace/resolve/commanded-things.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['removed'];

export const removed = defineRule({
  id: 'schema/removed',
  title: 'Field or kind is gone in the target release',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The target release does not have it any more: a field is refused or dropped like any unknown one, a kind cannot be created at all.',
    fix: 'Remove it, or use what replaced it.',
    differs:
      'Between the last release that had it and the first known one without it nothing is certain; there the finding is a hint.',
  },
  messages: {
    removed: ({ subject, name, until, target }: Data) =>
      `${subject === 'kind' ? 'Kind' : 'Field'} "${name}" exists up to ${until}, but the target is ${target}`,
  },
  effect: 'The target does not know it',
  check(ctx) {
    const problems = schemaProblems(ctx, 'removed');
    if (problems.length === 0 || isOfOlderGatewayApi(ctx.world, ctx.resource.kindId)) return;
    for (const problem of problems) {
      ctx.report({
        message: 'removed',
        ...reportOf(problem),
        fixes: problem.data.subject === 'field' ? ['remove'] : [],
        severity: problem.data.isCertain ? 'error' : 'hint',
      });
    }
  },
  fixes: { remove: removing(({ name }) => `Remove "${String(name)}"`) },
});
