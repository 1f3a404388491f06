/** Sibling fields of which at most one may be set. */
import { childPath } from '../../base/node-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { defineRule } from '../define-rule.ts';
import { MATCH_OBJECTS } from '../envoy-filter/match-objects.ts';
import { keepOnlyOne } from '../fixes/schema-fixes.ts';
import { quotedChoice, reportOf, SCHEMA_KINDS, schemaProblems } from '../schema-problems.ts';

type Data = SchemaProblemData['one-of'];

export const oneOf = defineRule({
  id: 'schema/one-of',
  title: 'Fields that exclude each other are set together',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [
    { tool: 'crd', code: 'schema' },
    { tool: 'webhook', code: 'V-DEC-06' },
  ],
  docs: {
    why: 'The fields are alternatives of one choice, so the API server refuses more than one of them.',
    fix: 'Keep one of the fields. To match several ways, write several list entries.',
    differs: 'The webhook alone would take the one that is declared last; the API server refuses before it.',
  },
  messages: {
    several: ({ present }: Data) =>
      `Only one of ${present.map((key) => `"${key}"`).join(' and ')} may be set`,
    none: ({ group, parent }: Data) => `"${parent}" needs one of ${quotedChoice(group)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'one-of')) {
      const { present, parent } = problem.data;
      if (!areTogether(ctx.resource, parent, present)) continue;
      const kept = keepable(ctx.resource, parent, present);
      ctx.report({
        message: present.length === 0 ? 'none' : 'several',
        ...reportOf(problem),
        data: { ...problem.data, kept },
        fixes: kept.length === 0 ? [] : ['keepOne'],
      });
    }
  },
  fixes: { keepOne: keepOnlyOne },
});

/** A template that sets one or the other sets one. */
function areTogether(resource: Resource, parent: string, present: readonly string[]): boolean {
  const paths = present.map((key) => childPath(parent, key));
  return (
    present.length < 2 ||
    paths.some((path, at) => paths.slice(0, at).some((other) => !resource.areApart(path, other)))
  );
}

/** A patch is matched by what it applies to, and by `waypoint` in that context alone; the rest is refused. */
function keepable({ kindId, cursor }: Resource, parent: string, present: readonly string[]) {
  if (kindId !== 'networking.istio.io/EnvoyFilter' || !parent.endsWith('.match')) return present;
  const patch = cursor.at(parent.slice(0, -'.match'.length));
  const isForWaypoint = patch.get('match').get('context').string() === 'WAYPOINT';
  const wanted = MATCH_OBJECTS.get(patch.get('applyTo').string() ?? '')?.name;
  return present.filter((each) =>
    isForWaypoint || each === 'waypoint'
      ? isForWaypoint && each === 'waypoint'
      : wanted === undefined || each === wanted,
  );
}
