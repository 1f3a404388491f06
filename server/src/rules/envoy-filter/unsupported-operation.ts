/** An operation that does nothing for the thing it is to patch. */

import { fieldsAt } from '../../model/fields-at.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const ANALYZER = 'envoyfilter.EnvoyPatchAnalyzer';
const CODES: ReadonlyMap<string, Equivalent> = new Map<string, Equivalent>([
  ['REPLACE', { tool: 'istioctl', code: 'IST0152', analyzer: ANALYZER }],
  ['ADD', { tool: 'istioctl', code: 'IST0153', analyzer: ANALYZER }],
  ['REMOVE', { tool: 'istioctl', code: 'IST0154', analyzer: ANALYZER }],
]);

const REPLACEABLE: readonly string[] = ['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST'];
const FIXED: readonly string[] = ['ROUTE_CONFIGURATION', 'HTTP_ROUTE'];

export const unsupportedOperation = defineRule({
  id: 'envoy-filter/unsupported-operation',
  title: 'Patch operation does not exist for its target',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: [...CODES.values()],
  docs: {
    why: '`REPLACE` exists for network filters, HTTP filters and virtual hosts only; `ADD` and `REMOVE` do not exist for route configurations and routes. Other combinations are accepted and then skipped.',
    fix: 'Use `MERGE` to change what is there, or one of the `INSERT_…` operations to add a route.',
  },
  messages: {
    unsupported: ({ operation, target }: { operation: string; target: string }) =>
      `Operation "${operation}" does nothing for "${target}"`,
  },
  effect: 'The patch is skipped',
  check(ctx) {
    for (const patch of fieldsAt(ctx.spec, 'configPatches[]')) {
      const operation = patch.get('patch').get('operation');
      const name = operation.string() ?? '';
      const target = patch.get('applyTo').string();
      const code = CODES.get(name);
      if (target === undefined || code === undefined) continue;
      const isUnsupported = name === 'REPLACE' ? !REPLACEABLE.includes(target) : FIXED.includes(target);
      if (!isUnsupported) continue;
      ctx.report({
        message: 'unsupported',
        at: operation.path,
        data: { operation: name, target },
        equivalents: [code],
        fixes: name === 'REMOVE' ? [] : ['useOther'],
      });
    }
  },
  fixes: {
    useOther: suggestion((finding) => {
      const { data } = finding;
      const isRoute = data['operation'] === 'ADD' && data['target'] === 'HTTP_ROUTE';
      return [use(finding, isRoute ? 'INSERT_FIRST' : 'MERGE')];
    }),
  },
});
