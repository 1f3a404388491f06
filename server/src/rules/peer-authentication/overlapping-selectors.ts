/** Two PeerAuthentications select the same workload. */
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { defineRule } from '../define-rule.ts';
import { overlapOf } from '../overlapping-selectors.ts';

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
  },
  messages: {
    overlap: ({ others, workload }: { others: readonly string[]; workload: string }) => {
      const names = others.map((name) => `"${name}"`).join(', ');
      return workload === ''
        ? `Selector overlaps with that of ${names}`
        : `Workload "${workload}" is also selected by ${names}`;
    },
  },
  effect: 'The oldest is used and the others are ignored',
  check(ctx) {
    const overlap = overlapOf(ctx.resource, ctx.world, () => true);
    if (overlap !== undefined) ctx.report({ message: 'overlap', ...overlap });
  },
});
