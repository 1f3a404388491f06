/** More than one PeerAuthentication for a whole namespace, or for the mesh. */

import { peerAuthentication } from '../../model/peer-authentication.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { leaveToOthers } from '../fixes/merge-objects.ts';
import { nearestOthers, othersForNamespace, severalMessage } from '../several-for-namespace.ts';

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
  messages: { several: severalMessage },
  effect: 'Only the oldest counts, which is a question of their creation time in the cluster',
  check(ctx) {
    const found = othersForNamespace(ctx.resource, ctx.world);
    if (found !== undefined) ctx.report({ message: 'several', ...found, fixes: ['leaveToOther'] });
  },
  fixes: {
    leaveToOther: suggestion((_finding, ctx) => leaveToOthers(ctx, nearestOthers(ctx))),
  },
});
