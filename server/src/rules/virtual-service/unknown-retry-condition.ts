/** `retryOn` holds a condition that the proxy does not have. */
import { nearest } from '../../base/nearest.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { parseRetryOn, RETRY_POLICIES, type RetryOnItem } from '../../primitives/retry-on.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly item: string;
  readonly since: string;
}

export const unknownRetryCondition = defineRule({
  id: 'virtual-service/unknown-retry-condition',
  title: 'Retry condition does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].retries.retryOn'],
  scope: 'document',
  equivalents: admission([{ code: 'V-VS-123' }]),
  docs: {
    why: '`retryOn` is a list of conditions, separated by commas without blanks: names of Envoy (`5xx`, `gateway-error`, `connect-failure` …) and status codes. The webhook refuses any other word.',
    fix: 'Write one of the conditions, or a status code.',
  },
  messages: {
    unknown: ({ item }: Data) => `"${item}" is no retry condition`,
    blank: ({ item }: Data) => `"${item}" has blanks around it; items stand between commas without blanks`,
    empty: (_: Data) => 'An item of "retryOn" is empty',
    tooNew: ({ item, since }: Data) => `Retry condition "${item}" is known from Istio ${since} on`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    for (const route of ctx.spec.get('http').items()) {
      const retryOn = route.get('retries').get('retryOn').sourcedString();
      if (retryOn === undefined || retryOn.value.includes('{{')) continue;
      for (const item of parseRetryOn(retryOn.value, version)) {
        if (item.problem === undefined) continue;
        ctx.report({
          message: MESSAGES[item.problem],
          at: { path: retryOn.path, slice: { start: item.offset, end: item.offset + item.text.length } },
          data: { item: item.text, since: item.since ?? '', whole: retryOn.value },
          fixes: item.problem === 'unknown' ? ['useKnown'] : [],
        });
      }
    }
  },
  fixes: {
    useKnown: suggestion(({ data, at }) => {
      const { item, whole } = data as unknown as Data & { readonly whole: string };
      return nearest(item, RETRY_POLICIES.keys()).map((name) => {
        const text = whole
          .split(',')
          .map((each) => (each === item ? name : each))
          .join(',');
        return way(name, `Use "${name}"`, set(at.path, text));
      });
    }),
  },
});

const MESSAGES = {
  unknown: 'unknown',
  'surrounding-space': 'blank',
  empty: 'empty',
  'too-new': 'tooNew',
} as const satisfies Record<NonNullable<RetryOnItem['problem']>, string>;
