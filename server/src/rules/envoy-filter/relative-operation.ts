/** A patch whose place depends on what other filters have done before. */

import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const ANALYZER = 'envoyfilter.EnvoyPatchAnalyzer';
const RELATIVE: Equivalent = { tool: 'istioctl', code: 'IST0151', analyzer: ANALYZER };
const AFTER_VERSIONED: Equivalent = { tool: 'istioctl', code: 'IST0155', analyzer: ANALYZER };

const INSERTING: readonly string[] = ['INSERT_BEFORE', 'INSERT_AFTER'];
const REPLACEABLE: readonly string[] = ['NETWORK_FILTER', 'HTTP_FILTER', 'VIRTUAL_HOST'];
const NOT_REMOVABLE: readonly string[] = ['ROUTE_CONFIGURATION', 'HTTP_ROUTE'];

export const relativeOperation = defineRule({
  id: 'envoy-filter/relative-operation',
  title: 'Patch without priority depends on the order of EnvoyFilters',
  severity: 'info',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: [RELATIVE, AFTER_VERSIONED],
  docs: {
    why: 'A patch that inserts beside, replaces or removes something acts on what is there at that moment. EnvoyFilters of one priority are applied in the order of their creation, so that a cluster that is built anew may come out different.',
    fix: 'Set `spec.priority`, so that this filter runs after those it builds on, or use an operation that depends on nothing, such as `INSERT_FIRST`.',
    differs:
      'Upstream warns. Patches beside filters that Istio itself always adds are common and work, so it is information here. A patch with `proxyVersion` is looked for in the same EnvoyFilter only; upstream also takes those of filters that it happened to visit before.',
  },
  messages: {
    relative: ({ operation }: { operation: string }) =>
      `Operation "${operation}" depends on other patches, and "priority" is not set`,
    afterVersioned: ({ operation, name }: { operation: string; name: string }) =>
      name === ''
        ? `Operation "${operation}" depends on an earlier patch that is for some proxy versions only`
        : `Operation "${operation}" for "${name}" depends on an earlier patch that is for some proxy versions only`,
  },
  effect: 'What proxies get depends on the order in which EnvoyFilters were created',
  check(ctx) {
    if ((ctx.spec.get('priority').number() ?? 0) !== 0) return;
    const versioned = new Set<string>();
    for (const patch of fieldsAt(ctx.spec, 'configPatches[]')) {
      if (!patch.get('patch').exists) return;
      const operation = patch.get('patch').get('operation');
      const name = instanceName(patch);
      if (isRelative(operation.string() ?? '', patch.get('applyTo').string() ?? '')) {
        const isAfter = versioned.has(name);
        const data = { operation: operation.string() ?? '', name };
        ctx.report({
          message: isAfter ? 'afterVersioned' : 'relative',
          at: operation.path,
          data,
          equivalents: [isAfter ? AFTER_VERSIONED : RELATIVE],
          fixes: INSERTING.includes(data.operation) ? ['setPriority', 'insertFirst'] : ['setPriority'],
        });
      }
      if ((patch.get('match').get('proxy').get('proxyVersion').string() ?? '') !== '') versioned.add(name);
    }
  },
  fixes: {
    setPriority: suggestion(() => [
      { title: 'Set the priority to 10', operations: [set('spec.priority', 10)] },
    ]),
    insertFirst: suggestion(({ at }) => [
      { title: 'Insert first', operations: [set(at.path, 'INSERT_FIRST')] },
    ]),
  },
});

function isRelative(operation: string, target: string): boolean {
  if (operation === 'REMOVE') return !NOT_REMOVABLE.includes(target);
  if (operation === 'REPLACE') return REPLACEABLE.includes(target);
  return INSERTING.includes(operation);
}

/** What the patch adds, or else the filter that it looks for. */
function instanceName(patch: Cursor): string {
  const value = patch.get('patch').get('value');
  if (!value.isMap || value.entries().length === 0) return '';
  const own = value.get('name').string() ?? '';
  if (own !== '') return own;
  return patch.get('match').get('listener').get('filterChain').get('filter').get('name').string() ?? '';
}
