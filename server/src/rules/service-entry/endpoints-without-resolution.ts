/** Endpoints are listed, but nothing will ever be sent to them. */

import { fieldsAt } from '../../model/fields-at.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { isUnixAddress } from '../../primitives/unix-socket.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-21', since: '1.24' };
const WEBHOOK: AdmissionCheck = { code: 'V-SE-16' };

export const endpointsWithoutResolution = defineRule({
  id: 'service-entry/endpoints-without-resolution',
  title: 'ServiceEntry has endpoints but resolution NONE',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'With `resolution: NONE`, which is also the default, connections go to the address that the client asked for, and endpoints have no meaning. The object is rejected.',
    fix: 'Set `resolution` to `STATIC` when the endpoints are IP addresses, to `DNS` when they are names; or remove the endpoints.',
  },
  messages: {
    none: ({ name }: { name: string }) => `ServiceEntry "${name}" lists endpoints with resolution "NONE"`,
    absent: ({ name }: { name: string }) =>
      `ServiceEntry "${name}" lists endpoints without a resolution, which means "NONE"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const endpoints = ctx.spec.get('endpoints');
    const resolution = ctx.spec.get('resolution');
    if (!endpoints.exists || (resolution.exists && resolution.string() !== 'NONE')) return;
    const checks = endpoints.items().length > 0 ? [CONDITION, WEBHOOK] : [CONDITION];
    const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
    if (equivalents.length === 0) return;
    ctx.report({
      message: resolution.exists ? 'none' : 'absent',
      at: { path: endpoints.path, part: 'key' },
      data: { name: ctx.resource.name },
      equivalents,
      fixes: ['setResolution'],
    });
  },
  fixes: {
    setResolution: suggestion((_, { resource }) => {
      const addresses = fieldsAt(resource.spec, 'endpoints[].address').map((field) => field.string() ?? '');
      if (addresses.length === 0) return [];
      const value = addresses.every((text) => isIpAddress(text) || isUnixAddress(text)) ? 'STATIC' : 'DNS';
      return [{ title: `Set resolution "${value}"`, operations: [set('spec.resolution', value)] }];
    }),
  },
});
