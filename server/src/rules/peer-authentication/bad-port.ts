/** A key of `portLevelMtls` that is no port number. */
import { goInteger } from '../../primitives/go-integer.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CONDITION: AdmissionCheck = { code: 'C-33', since: '1.23' };
const WEBHOOK: AdmissionCheck = { code: 'V-PA-03' };

export const badPort = defineRule({
  id: 'peer-authentication/bad-port',
  title: 'Port of portLevelMtls is not a number from 1 to 65535',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/PeerAuthentication'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'Keys of `portLevelMtls` are ports of the workload by number, not ports of a Service and not names. Others are rejected.',
    fix: 'Write the number on which the container listens.',
    noFix: 'Which port was meant is not written.',
  },
  messages: {
    name: ({ port }: { port: string }) => `"${port}" is no port number`,
    outOfRange: ({ port }: { port: string }) => `"${port}" is no port; ports go from 1 to 65535`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    // Releases before 1.23 have no upper bound.
    const maximum = isAtLeast(version, '1.23') ? 65535n : 4_294_967_295n;
    for (const { key, value } of ctx.spec.get('portLevelMtls').entries()) {
      if (!value.exists) continue;
      const port = goInteger(key);
      const isInRange = port !== undefined && port >= 1n && port <= maximum;
      if (isInRange && port.toString() === key) continue;
      const equivalents = admissionAt(version, isInRange ? [WEBHOOK] : [CONDITION, WEBHOOK]);
      const message = port === undefined || isInRange ? 'name' : 'outOfRange';
      ctx.report({ message, at: { path: value.path, part: 'key' }, data: { port: key }, equivalents });
    }
  },
});
