/** A weight below zero. */
import { fieldsAt } from '../../model/fields-at.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { suggestion, way } from '../fixes/forms.ts';

const WEIGHTS = ['http', 'tls', 'tcp'].map((protocol) => `${protocol}[].route[].weight`);

export const negativeWeight = defineRule({
  id: 'virtual-service/negative-weight',
  title: 'Weight of a destination is below zero',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: inSpec(WEIGHTS),
  scope: 'document',
  equivalents: admission([{ code: 'V-VS-135' }]),
  docs: {
    why: 'A weight is a share of the traffic, and 0 is the smallest. The webhook refuses a negative one.',
    fix: 'Write 0 for a destination that gets nothing, or leave it out.',
  },
  messages: {
    negative: ({ weight }: { weight: number }) => `Weight ${weight} is below 0`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const place of WEIGHTS.flatMap((pattern) => fieldsAt(ctx.spec, pattern))) {
      const weight = place.number();
      if (weight === undefined || !(weight < 0)) continue;
      ctx.report({ message: 'negative', at: place.path, data: { weight }, fixes: ['useZero', 'useSize'] });
    }
  },
  fixes: {
    useSize: suggestion(({ at, data }) => {
      const size = Math.abs(Number(data['weight']));
      return [way(String(size), `Use ${size}`, set(at.path, size))];
    }),
    useZero: suggestion(({ at }) => [way('0', 'Use 0', set(at.path, 0))]),
  },
});
