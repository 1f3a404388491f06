/** A kind or field of the Gateway API that the standard channel lacks. */

import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['experimental-field'];

export const experimentalField = defineRule({
  id: 'schema/experimental-field',
  title: 'Field or kind is in the experimental channel of the Gateway API only',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The standard channel does not have it: a field is refused or dropped like any unknown one, a kind cannot be created.',
    fix: 'Install the experimental channel (and tell Meshwright), or leave it out.',
    differs:
      'Where a later release brings it to the standard channel, the target may have it already: a hint.',
  },
  messages: {
    experimental: ({ subject, name }: Data) =>
      `${subject === 'kind' ? 'Kind' : 'Field'} "${name}" is in the experimental channel only`,
    standardLater: ({ subject, name, standardSince, target }: Data) =>
      `${subject === 'kind' ? 'Kind' : 'Field'} "${name}" is in the standard channel by ${standardSince}, but the target is ${target}`,
  },
  effect: 'A cluster with the standard channel does not know it',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'experimental-field')) {
      const isLater = problem.data.standardSince !== null;
      ctx.report({
        message: isLater ? 'standardLater' : 'experimental',
        ...reportOf(problem),
        fixes: problem.data.subject === 'field' ? ['remove'] : [],
        severity: isLater ? 'hint' : 'error',
      });
    }
  },
  fixes: { remove: removing(({ name }) => `Remove "${String(name)}"`) },
});
