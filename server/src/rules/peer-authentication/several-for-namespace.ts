/** More than one PeerAuthentication for a whole namespace, or for the mesh. */

import { nameList } from '../../base/name-list.ts';
import { peerAuthentication } from '../../model/peer-authentication.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes.ts';
import { leaveToOthers } from '../merge-objects.ts';
import { othersForNamespace, type SeveralData } from '../overlapping-selectors.ts';

export const severalForNamespace = defineRule({
  id: 'peer-authentication/several-for-namespace',
  title: 'Several PeerAuthentications for one namespace',
  severity: 'warning',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'kiali', code: 'KIA0002' }],
  docs: {
    why: 'A namespace takes its mode of mutual TLS from one PeerAuthentication without selector (the mesh from one in the root namespace): the oldest. The others are ignored.',
    fix: 'Merge them into one, or give all but one a selector.',
    differs: 'Kiali reports an error.',
  },
  messages: {
    several: ({ name, namespace, others, count }: SeveralData) =>
      `"${name}" is for all of namespace "${namespace}", and so is ${nameList(others, count)}`,
  },
  effect: 'Only the oldest counts, which is a question of their creation time in the cluster',
  check(ctx) {
    const { others, count, related } = othersForNamespace(ctx.resource, ctx.world);
    if (count === 0) return;
    const { name, namespace } = ctx.resource;
    const data = { name, namespace, others, count };
    ctx.report({
      message: 'several',
      at: 'metadata.name',
      data,
      related,
      relatedCount: count,
      fixes: ['leaveToOther'],
    });
  },
  fixes: {
    leaveToOther: suggestion((_finding, ctx) => leaveToOthers(ctx, othersOf(ctx))),
  },
});

function othersOf({ resource, world }: FixContext): readonly ResourceRef[] {
  return othersForNamespace(resource, world).related.map((other) => other.resource);
}
