/** A Unix socket address that is no absolute path to a socket. */
import { endpointBlocks } from '../../model/endpoints.ts';
import type { Resource } from '../../model/resource.ts';
import { parseUnixAddress } from '../../primitives/unix-socket.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const START: AdmissionCheck = { code: 'C-25', since: '1.23' };
const END: AdmissionCheck = { code: 'C-26', since: '1.23' };

export const badUnixSocket = defineRule({
  id: 'workload-entry/bad-unix-socket',
  title: 'Unix socket address is no absolute path or abstract name',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    'networking.istio.io/WorkloadGroup',
  ],
  scope: 'document',
  equivalents: admission([START, END, { code: 'V-WE-03' }, { code: 'V-SE-20' }]),
  docs: {
    why: 'Behind `unix://` stands an absolute path (`/run/app.sock`) or an abstract name (`@app`). A path that ends with `/` is a folder. Both are rejected.',
    fix: 'Write `unix:///` with the full path of the socket.',
    noFix: 'The path of the socket is known to its author only.',
  },
  messages: {
    relative: ({ address }: { address: string }) =>
      `"${address}" must go on with "/" or "@" behind "unix://"`,
    folder: ({ address }: { address: string }) => `"${address}" ends with "/", as folders do`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const block of endpointBlocks(ctx.resource)) {
      const field = block.get('address');
      const address = field.string() ?? '';
      const parsed = parseUnixAddress(address);
      if (parsed === undefined) continue;
      const isRelative = !parsed.ok && parsed.problem !== 'trailing-slash';
      if (!isRelative && !address.endsWith('/')) continue;
      const checks = [
        ...(isRelative ? [START] : []),
        ...(address.endsWith('/') ? [END] : []),
        ...(parsed.ok ? [] : webhookChecks(ctx.resource)),
      ];
      const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
      if (equivalents.length === 0) continue;
      const message = isRelative ? 'relative' : 'folder';
      ctx.report({ message, at: field.path, data: { address }, equivalents });
    }
  },
});

function webhookChecks({ kindId, spec }: Resource): readonly AdmissionCheck[] {
  if (kindId === 'networking.istio.io/WorkloadEntry') return [{ code: 'V-WE-03' }];
  return spec.get('resolution').string() === 'STATIC' ? [{ code: 'V-SE-20' }] : [];
}
