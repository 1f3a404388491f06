/** Several destinations that share no weight. */

import type { Cursor } from '../../model/cursor.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const PROTOCOLS = ['http', 'tls', 'tcp'] as const;

export const allWeightsZero = defineRule({
  id: 'virtual-service/all-weights-zero',
  title: 'All destinations of a route have weight 0',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'document',
  equivalents: [
    { tool: 'istioctl', code: 'IST0106', analyzer: 'schema.ValidationAnalyzer.VirtualService' },
    { tool: 'webhook', code: 'V-VS-136' },
  ],
  docs: {
    why: 'Weights are shares of the traffic. Of several destinations without any weight none can be chosen, so Istio refuses the resource.',
    fix: 'Give at least one destination a weight. Weights need not add up to 100: `1` and `3` are a quarter and three quarters.',
  },
  messages: {
    omitted: ({ count }: { count: number; path: string }) =>
      `None of the ${count} destinations has a weight, and a missing weight is 0`,
    zero: ({ count }: { count: number; path: string }) => `The weights of all ${count} destinations are "0"`,
  },
  effect: 'Istio refuses the resource, so none of its routes apply',
  check(ctx) {
    const routes = PROTOCOLS.flatMap((protocol) => ctx.spec.get(protocol).items());
    for (const route of routes) {
      const list = route.get('route');
      const items = list.items();
      const weights = items.map((item) => item.get('weight'));
      if (weights.length < 2 || !weights.every(isZero)) continue;
      // Of two branches of a template one is there, and a single destination needs no weight.
      if (items.some(({ path }, at) => at > 0 && ctx.resource.areApart(items[at - 1]?.path ?? '', path)))
        continue;
      ctx.report({
        message: weights.some((weight) => weight.exists) ? 'zero' : 'omitted',
        at: { path: list.path, part: 'key' },
        data: { count: weights.length, path: list.path },
        fixes: ['shareEqually'],
      });
    }
  },
  fixes: {
    shareEqually: suggestion(({ data }, { resource }) => {
      const items = resource.cursor.at(String(data['path'])).items();
      const share = Math.floor(100 / items.length);
      const rest = 100 - share * items.length;
      const operations = items.map((item, index) =>
        set(item.get('weight').path, index === 0 ? share + rest : share),
      );
      return [{ title: 'Share the traffic equally', operations }];
    }),
  },
});

/** A missing weight is 0; what is no number is told elsewhere. */
function isZero(weight: Cursor): boolean {
  return !weight.exists || weight.number() === 0;
}
