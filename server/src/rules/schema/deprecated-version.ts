/** An API version that is served but not the preferred one. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { swapVersion } from '../fixes/schema-fixes.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['deprecated-version'];

export const deprecatedVersion = defineRule({
  id: 'schema/deprecated-version',
  title: 'A newer API version of the kind is served',
  severity: 'hint',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Older versions are served for old manifests and go away some day. All versions of an Istio kind have the same schema, so changing the version changes nothing else.',
    fix: 'Write the version that the message names.',
    differs: 'The API server warns only of versions that are marked as deprecated; those of Istio are not.',
  },
  messages: {
    older: ({ version, preferred }: Data) => `"${preferred}" is served and preferred to "${version}"`,
    deprecated: ({ version, preferred }: Data) => `Version "${version}" is deprecated; use "${preferred}"`,
  },
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'deprecated-version')) {
      const { isMarked } = problem.data;
      ctx.report({
        message: isMarked ? 'deprecated' : 'older',
        ...reportOf(problem),
        tags: isMarked ? ['deprecated'] : [],
        fixes: [isIstio(ctx.resource.apiVersion) ? 'usePreferred' : 'tryPreferred'],
      });
    }
  },
  fixes: {
    usePreferred: { kind: 'safe', build: swapVersion },
    tryPreferred: { kind: 'suggestion', build: swapVersion },
  },
});

/** Versions of Gateway API kinds may differ in their limits. */
function isIstio(apiVersion: string): boolean {
  return apiVersion.split('/')[0]?.endsWith('istio.io') === true;
}
