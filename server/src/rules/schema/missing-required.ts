/** A field that must be there is not. */

import { withoutIndexes } from '../../base/node-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { SchemaProblemData, SchemaProblemOf } from '../../schema/schema-problem.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { defineRule } from '../define-rule.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['missing-required'];

/** To `istioctl` a destination without a host is one whose host, the empty text, is not known. */
const UNKNOWN_HOST: Equivalent = {
  tool: 'istioctl',
  code: 'IST0101',
  analyzer: 'virtualservice.DestinationHostAnalyzer',
};

export const missingRequired = defineRule({
  id: 'schema/missing-required',
  title: 'Required field is missing',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }, UNKNOWN_HOST],
  docs: {
    why: 'The API server refuses an object without its required fields. A field with the value `null` counts as missing.',
    fix: 'Add the field.',
    noFix: 'The value is known to its author only; completion offers what fits there.',
  },
  messages: {
    missing: ({ field, parent }: Data) => `Required field "${field}" is missing in "${parent}"`,
    missingAtTop: ({ field }: Data) => `Required field "${field}" is missing`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'missing-required')) {
      const report = reportOf(problem);
      ctx.report({
        message: problem.data.parent === '' ? 'missingAtTop' : 'missing',
        ...report,
        equivalents: isDestination(ctx.resource, problem)
          ? [...report.equivalents, UNKNOWN_HOST]
          : report.equivalents,
      });
    }
  },
});

/** Below one route of a VirtualService. */
const DESTINATIONS: ReadonlySet<string> = new Set([
  'route[].destination',
  'route[].destination.host',
  'mirrors[].destination',
  'mirrors[].destination.host',
  'mirror.host',
]);

function isDestination({ kindId }: Resource, { path }: SchemaProblemOf<'missing-required'>): boolean {
  return (
    kindId === 'networking.istio.io/VirtualService' &&
    DESTINATIONS.has(withoutIndexes(path).replace(/^spec\.(?:http|tls|tcp)\[\]\./, ''))
  );
}
