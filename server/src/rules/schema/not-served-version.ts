/** An API version that the target does not serve. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { isOfOlderGatewayApi } from '../../workspace/resolve/commanded-things.ts';
import { servedVersions } from '../../workspace/tables/served-versions.ts';
import { defineRule } from '../define-rule.ts';
import { swapVersion } from '../fixes/schema-fixes.ts';
import { quotedChoice, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['not-served-version'];

export const notServedVersion = defineRule({
  id: 'schema/not-served-version',
  title: 'API version of the kind is not served',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'workspace',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The API server has no such version of the kind, so it refuses the resource whatever it contains. Upgrades of the Gateway API stop serving old versions.',
    fix: 'Write a version that is served.',
    differs:
      'A version that a definition in the files serves is served. Between two known releases of the Gateway API, of which the later one serves the version, the finding is a hint.',
  },
  messages: {
    notServed: ({ version, served, target }: Data) =>
      `Version "${version}" is not served in ${target}; use ${quotedChoice(served)}`,
    notServedAtAll: ({ version, target }: Data) => `Version "${version}" is not served in ${target}`,
    experimental: ({ version, served }: Data) =>
      `Version "${version}" is served in the experimental channel only; use ${quotedChoice(served)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    const { kindId, apiVersion } = ctx.resource;
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    // The cluster has the definitions of the files, whatever release nobody has chosen.
    const files = ctx.world.repository() ?? ctx.world;
    if (files.read(servedVersions, kindId).some(({ row }) => row.version === version)) return;
    const problems = schemaProblems(ctx, 'not-served-version');
    if (problems.length === 0 || isOfOlderGatewayApi(ctx.world, kindId)) return;
    for (const problem of problems) {
      const { isCertain, isExperimental, served } = problem.data;
      ctx.report({
        message: served.length === 0 ? 'notServedAtAll' : isExperimental ? 'experimental' : 'notServed',
        ...reportOf(problem),
        severity: isCertain ? 'error' : 'hint',
        fixes: served.length === 0 ? [] : ['useServed'],
      });
    }
  },
  fixes: { useServed: { kind: 'suggestion', build: swapVersion } },
});
