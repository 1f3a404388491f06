/** One try of a request may take longer than the request as a whole. */
import { virtualService } from '../../model/virtual-service.ts';
import { formatDuration, parseDuration } from '../../primitives/duration.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly perTry: string;
  readonly timeout: string;
  /** Path of the request's timeout. */
  readonly timeoutPath: string;
  /** The first one included. */
  readonly tries: number;
}

/** Retries where `attempts` is not written. */
const DEFAULT_ATTEMPTS = 2;
const MILLISECOND = 1_000_000n;

export const tryLongerThanTimeout = defineRule({
  id: 'virtual-service/try-longer-than-timeout',
  title: 'Timeout of a try is longer than that of the request',
  severity: 'info',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].retries.perTryTimeout'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: '`timeout` bounds the request with all its tries. When `retries.perTryTimeout` is longer, the first slow try uses up the whole time, and nothing is tried again.',
    fix: 'Make the timeout of a try shorter, so that the number of tries fits, or the timeout of the request longer.',
  },
  messages: {
    longer: ({ perTry, timeout }: Data) =>
      `A try may take ${perTry}, but the request as a whole only ${timeout}`,
  },
  effect: 'A slow try is never repeated',
  check(ctx) {
    for (const route of ctx.spec.get('http').items()) {
      const perTry = route.get('retries').get('perTryTimeout').sourcedString();
      const timeout = route.get('timeout').sourcedString();
      if (perTry === undefined || timeout === undefined) continue;
      const [a, b] = [parseDuration(perTry.value), parseDuration(timeout.value)];
      if (!a.ok || !b.ok || b.nanoseconds <= 0n || a.nanoseconds <= b.nanoseconds) continue;
      const attempts = route.get('retries').get('attempts').number() ?? DEFAULT_ATTEMPTS;
      if (attempts <= 0) continue;
      const tries = attempts + 1;
      ctx.report({
        message: 'longer',
        at: perTry.path,
        data: { perTry: perTry.value, timeout: timeout.value, timeoutPath: timeout.path, tries },
        fixes: ['fitTries', 'fitRequest'],
      });
    }
  },
  fixes: {
    fitTries: suggestion(({ data, at }) => {
      const { timeout, tries } = data as unknown as Data;
      const whole = parseDuration(timeout);
      if (!whole.ok || !Number.isSafeInteger(tries)) return [];
      const share = (whole.nanoseconds / BigInt(tries) / MILLISECOND) * MILLISECOND;
      if (share <= 0n) return [];
      const text = formatDuration(share);
      return [way('try', `Give each of ${tries} tries ${text}`, set(at.path, text))];
    }),
    fitRequest: suggestion(({ data }) => {
      const { perTry, timeoutPath, tries } = data as unknown as Data;
      const one = parseDuration(perTry);
      if (!one.ok || !Number.isSafeInteger(tries)) return [];
      const text = formatDuration(one.nanoseconds * BigInt(tries));
      return [way('request', `Give the request ${text}, for ${tries} tries`, set(timeoutPath, text))];
    }),
  },
});
