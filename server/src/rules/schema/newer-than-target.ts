/** A kind, field or value that the target release does not have yet. */

import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { productOf, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['newer-than-target'];

export const newerThanTarget = defineRule({
  id: 'schema/newer-than-target',
  title: 'Field, value or kind is newer than the target release',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'To a cluster of the target release a newer field is an unknown one: `kubectl` refuses it, other clients drop it silently. A newer value or kind is refused by everybody.',
    fix: 'Upgrade Istio (and tell Meshwright by `meshwright.istio.version`), or leave it out.',
    differs:
      'For the Gateway API this is a hint: its resource definitions are installed apart from Istio, and only some of its releases are known.',
  },
  messages: {
    newer: ({ subject, name, since, target, family }: Data) =>
      `${SUBJECTS[subject]} "${name}" exists since ${productOf(family)} ${since}, but the target is ${target}`,
  },
  effect: (data) =>
    data['subject'] === 'field'
      ? 'The target does not know it: kubectl refuses it, other clients drop it silently'
      : 'The target refuses it',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'newer-than-target')) {
      ctx.report({
        message: 'newer',
        ...reportOf(problem),
        fixes: problem.data.subject === 'field' ? ['remove'] : [],
        severity: problem.data.family === 'istio' ? 'error' : 'hint',
      });
    }
  },
  fixes: {
    remove: suggestion(({ data, at }) => [
      { title: `Remove "${String(data['name'])}"`, operations: [remove(at.path, 'remove')] },
    ]),
  },
});

const SUBJECTS = { kind: 'Kind', field: 'Field', value: 'Value' } as const;
