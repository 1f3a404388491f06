/** One try of a request may take longer than the request as a whole. */
import { virtualService } from '../../model/virtual-service.ts';
import { parseDuration } from '../../primitives/duration.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly perTry: string;
  readonly timeout: string;
}

export const tryLongerThanTimeout = defineRule({
  id: 'virtual-service/try-longer-than-timeout',
  title: 'Timeout of a try is longer than that of the request',
  severity: 'info',
  preset: 'recommended',
  kinds: virtualService.kinds,
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
      const timeout = route.get('timeout').string();
      if (perTry === undefined || timeout === undefined) continue;
      const [a, b] = [parseDuration(perTry.value), parseDuration(timeout)];
      if (!a.ok || !b.ok || b.nanoseconds <= 0n || a.nanoseconds <= b.nanoseconds) continue;
      if (route.get('retries').get('attempts').number() === 0) continue;
      ctx.report({ message: 'longer', at: perTry.path, data: { perTry: perTry.value, timeout } });
    }
  },
});
