/** A Unix socket has no ports. */

import { endpointBlocks } from '../../model/endpoints.ts';
import type { Resource } from '../../model/resource.ts';
import { isUnixAddress } from '../../primitives/unix-socket.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-24', since: '1.23' };

export const unixSocketPorts = defineRule({
  id: 'workload-entry/unix-socket-ports',
  title: 'Unix socket address together with ports',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    'networking.istio.io/WorkloadGroup',
  ],
  scope: 'document',
  equivalents: admission([CONDITION, { code: 'V-WE-04' }, { code: 'V-SE-21' }]),
  docs: {
    why: '`ports` maps the ports of a service to those of an endpoint. A Unix socket has none, so the object is rejected.',
    fix: 'Remove `ports`, or write an IP address.',
  },
  messages: {
    ports: ({ address }: { address: string }) => `Unix socket "${address}" cannot have ports`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const block of endpointBlocks(ctx.resource)) {
      const address = block.get('address').string() ?? '';
      const ports = block.get('ports');
      if (!isUnixAddress(address) || !ports.exists) continue;
      const checks = ports.entries().length > 0 ? [CONDITION, ...webhookChecks(ctx.resource)] : [CONDITION];
      const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
      if (equivalents.length === 0) continue;
      ctx.report({
        message: 'ports',
        at: { path: ports.path, part: 'key' },
        data: { address },
        equivalents,
        fixes: ['removePorts'],
      });
    }
  },
  fixes: { removePorts: removing(() => 'Remove the ports') },
});

function webhookChecks({ kindId, spec }: Resource): readonly AdmissionCheck[] {
  if (kindId === 'networking.istio.io/WorkloadEntry') return [{ code: 'V-WE-04' }];
  return spec.get('resolution').string() === 'STATIC' ? [{ code: 'V-SE-21' }] : [];
}
