/** A patch of a listener or chain is matched by a filter in it, which is not looked at. */

import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { safe } from '../fixes/forms.ts';
import { checkedPatches } from './match-objects.ts';

export const matchWithoutEffect = defineRule({
  id: 'envoy-filter/match-without-effect',
  title: 'Match by a filter has no effect',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  fields: ['spec.configPatches[].match.listener.filterChain.filter'],
  scope: 'document',
  equivalents: admission([{ code: 'V-EF-10' }]),
  docs: {
    why: 'Listeners and filter chains are matched by their own name, port and chain. The filters in them are not looked at: the patch changes listeners and chains without the filter too.',
    fix: 'Patch the filter itself (`applyTo: NETWORK_FILTER` or `HTTP_FILTER`), or remove the match by the filter.',
  },
  messages: {
    filter: ({ target }: { target: string }) => `A patch of "${target}" is not matched by filters`,
  },
  effect: 'The patch changes what has no such filter as well',
  check(ctx) {
    for (const { patch, target } of checkedPatches(ctx.spec)) {
      if (target !== 'LISTENER' && target !== 'FILTER_CHAIN') continue;
      const filter = patch.get('match').get('listener').get('filterChain').get('filter');
      // What is refused is told as such.
      if (!filter.isMap || (filter.get('name').string() ?? '') === '' || filter.has('subFilter')) continue;
      ctx.report({
        message: 'filter',
        at: { path: filter.path, part: 'key' },
        data: { target },
        fixes: ['drop'],
      });
    }
  },
  fixes: {
    drop: safe(({ at }) => [{ title: 'Remove "filter"', operations: [remove(at.path)] }]),
  },
});
