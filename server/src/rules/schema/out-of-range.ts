/** A number below or above what its field takes. */

import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { boundsInWords, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['out-of-range'];

export const outOfRange = defineRule({
  id: 'schema/out-of-range',
  title: 'Number is out of range',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The schema bounds the number. Ports and counters go up to 4294967295 here unless a tighter limit is stated; further limits are checked by the webhook.',
    fix: 'Write a number within the bounds that the message names.',
  },
  messages: {
    outOfRange: ({ field, value, minimum, maximum }: Data) =>
      `${value} is out of range: "${field}" takes ${boundsInWords(minimum, maximum)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'out-of-range')) {
      ctx.report({ message: 'outOfRange', ...reportOf(problem), fixes: ['useBound'] });
    }
  },
  fixes: {
    useBound: suggestion(({ data, at }) => {
      const { value, minimum, maximum } = data as Data;
      const bound = minimum !== null && value < minimum ? minimum : maximum;
      return bound === null ? [] : [{ title: `Use ${bound}`, operations: [set(at.path, bound)] }];
    }),
  },
});
