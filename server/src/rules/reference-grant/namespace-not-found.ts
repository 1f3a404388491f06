/** A ReferenceGrant allows references from a namespace that does not exist. */

import { referenceGrant } from '../../model/reference-grant.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { absence } from '../../workspace/resolve/certainty.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { grantees } from '../../workspace/tables/reference-grants.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const namespaceNotFound = defineRule({
  id: 'reference-grant/namespace-not-found',
  title: 'ReferenceGrant names a namespace that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: referenceGrant.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1601' }],
  docs: {
    why: 'A grant is for objects of the namespace that it names. An entry for a namespace that does not exist allows nothing, and the references that it was written for stay broken.',
    fix: 'Correct the name.',
    differs:
      'Outside of a complete world only a name that looks like that of a Namespace in the files is reported. A namespace in which the files put a route or a Gateway exists.',
  },
  messages: {
    notFound: ({ name }: { name: string }) => `Namespace "${name}" does not exist`,
    near: ({ name, near }: { name: string; near: readonly string[] }) =>
      `Namespace "${name}" is not in these files; did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`,
  },
  effect: 'The entry allows nothing',
  check(ctx) {
    for (const { namespace } of ctx.resource.facts(referenceGrant).from) {
      if (namespace === undefined || namespace.value === '') continue;
      const name = namespace.value;
      if (ctx.world.has(namespaces, name) || ctx.world.has(grantees, name)) continue;
      const certainty = absence(ctx.world, { of: 'namespace', name });
      if (certainty !== 'fact' && certainty !== 'likely' && certainty !== 'unproven') continue;
      const known = ctx.world.read(namespaces, '*').map(({ row }) => row.name);
      const { near, isSlip } = likeNames(name, new Set(known));
      if (certainty === 'unproven' && !isSlip) continue;
      ctx.report({
        message: near.length === 0 ? 'notFound' : 'near',
        at: namespace.path,
        severity: certainty === 'fact' ? 'error' : 'warning',
        data: { name, near },
        fixes: ['useNear'],
      });
    }
  },
  fixes: {
    useNear: suggestion(({ data, at }) =>
      (data['near'] as readonly string[]).map((text) => way(text, `Use "${text}"`, set(at.path, text))),
    ),
  },
});
