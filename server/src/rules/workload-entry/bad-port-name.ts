/** A port of an endpoint has a name that no port can have. */
import { endpointBlocks } from '../../model/endpoints.ts';
import type { Resource } from '../../model/resource.ts';
import { isPortName } from '../../primitives/port.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CONDITION: AdmissionCheck = { code: 'C-27', since: '1.23' };
/** The API server counts one character less than the webhook. */
const MAX_LENGTH = 62;

export const badPortName = defineRule({
  id: 'workload-entry/bad-port-name',
  title: 'Port name of an endpoint is no DNS label',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    'networking.istio.io/WorkloadGroup',
  ],
  scope: 'document',
  equivalents: admission([CONDITION, { code: 'V-WE-06' }, { code: 'V-SE-25' }]),
  docs: {
    why: 'Keys of `ports` are names of service ports: at most 62 letters, digits and `-`, with a letter or digit at both ends. Others are rejected.',
    fix: 'Write the name as the service does.',
    noFix: 'Ports are named as the Service or ServiceEntry names them, which may be elsewhere.',
  },
  messages: {
    name: ({ name }: { name: string }) =>
      `"${name}" is no port name: letters, digits and "-" only, alphanumeric at both ends`,
    tooLong: ({ name, length }: { name: string; length: number }) =>
      `Port name "${name}" has "${length}" characters; the API server takes "${MAX_LENGTH}" at most`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    for (const block of endpointBlocks(ctx.resource)) {
      for (const { key, value } of block.get('ports').entries()) {
        if (!value.exists) continue;
        const isName = isPortName(key);
        if (isName && key.length <= MAX_LENGTH) continue;
        const checks = isName ? [CONDITION] : [CONDITION, ...webhookChecks(ctx.resource)];
        const equivalents = admissionAt(version, checks);
        if (equivalents.length === 0) continue;
        const at = { path: value.path, part: 'key' } as const;
        if (key.length > MAX_LENGTH) {
          ctx.report({ message: 'tooLong', at, data: { name: key, length: key.length }, equivalents });
        } else ctx.report({ message: 'name', at, data: { name: key }, equivalents });
      }
    }
  },
});

function webhookChecks({ kindId }: Resource): readonly AdmissionCheck[] {
  if (kindId === 'networking.istio.io/WorkloadEntry') return [{ code: 'V-WE-06' }];
  return kindId === 'networking.istio.io/ServiceEntry' ? [{ code: 'V-SE-25' }] : [];
}
