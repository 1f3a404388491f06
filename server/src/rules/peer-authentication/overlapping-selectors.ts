/** Two PeerAuthentications select the same workload. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { defineRule } from '../define-rule.ts';
import { defineMeetings, overlapMessage, overlapOf } from '../overlapping-selectors.ts';

export const overlappingSelectors = defineRule({
  id: 'peer-authentication/overlapping-selectors',
  title: 'Several PeerAuthentications select the same workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: peerAuthentication.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'kiali', code: 'KIA0003' }],
  docs: {
    why: 'Of several PeerAuthentications that select a workload the oldest is used; the others are ignored for it, with their ports too.',
    fix: 'Merge the objects, or narrow one of the selectors.',
    differs:
      'Kiali reports an error, and looks at workloads of other namespaces as well, which these objects do not concern.',
    noFix: 'Which workloads belong to which of the objects is not written.',
  },
  messages: {
    overlap: overlapMessage,
  },
  effect: 'The oldest is used and the others are ignored',
  check(ctx) {
    const overlap = overlapOf(ctx.resource, ctx.world, meetings);
    if (overlap !== undefined) ctx.report({ message: 'overlap', ...overlap });
  },
});

const meetings = defineMeetings('PeerAuthentication', () => true);
