/** An endpoint that says nowhere where it is. */
import type { Cursor } from '../../model/cursor.ts';
import { endpointBlocks } from '../../model/endpoints.ts';
import type { Resource } from '../../model/resource.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CONDITION: AdmissionCheck = { code: 'C-23', since: '1.23' };

/** By resolution of the ServiceEntry. */
const WEBHOOK_BY_RESOLUTION: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['STATIC', { code: 'V-SE-18' }],
  ['DNS', { code: 'V-SE-30' }],
  ['DNS_ROUND_ROBIN', { code: 'V-SE-30' }],
]);

export const noAddress = defineRule({
  id: 'workload-entry/no-address',
  title: 'Endpoint has neither an address nor a network',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry', 'networking.istio.io/WorkloadEntry'],
  scope: 'document',
  equivalents: admission([CONDITION, { code: 'V-WE-01' }, { code: 'V-SE-18' }, { code: 'V-SE-30' }]),
  docs: {
    why: 'A proxy must know where to connect: an IP address, a name or a Unix socket in `address`; or a `network`, whose gateway is then used. Without both the object is rejected.',
    fix: 'Add `address`.',
    noFix: 'The address is known to its author only.',
  },
  messages: {
    missing: ({ kind }: { kind: string }) => `${kind} has neither an "address" nor a "network"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const block of endpointBlocks(ctx.resource)) {
      const address = block.get('address');
      const network = block.get('network');
      if (!block.isMap || isOtherType(address) || isOtherType(network)) continue;
      if ((address.string() ?? '') !== '' || (network.string() ?? '') !== '') continue;
      const isAbsent = !address.exists && !network.exists;
      const checks = [...(isAbsent ? [CONDITION] : []), ...webhookChecks(ctx.resource)];
      const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
      if (equivalents.length === 0) continue;
      const kind = ctx.resource.kindId === 'networking.istio.io/ServiceEntry' ? 'Endpoint' : 'WorkloadEntry';
      ctx.report({ message: 'missing', at: block.path, data: { kind }, equivalents });
    }
  },
});

function isOtherType(field: Cursor): boolean {
  return field.exists && field.string() === undefined;
}

function webhookChecks({ kindId, spec }: Resource): readonly AdmissionCheck[] {
  if (kindId !== 'networking.istio.io/ServiceEntry') return [{ code: 'V-WE-01' }];
  const check = WEBHOOK_BY_RESOLUTION.get(spec.get('resolution').string() ?? '');
  return check === undefined ? [] : [check];
}
