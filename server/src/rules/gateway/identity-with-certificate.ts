/** A server that shows the certificate of its workload, and names another one beside it. */
import { gateway } from '../../model/gateway.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const FIELDS: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['serverCertificate', { code: 'V-GW-20' }],
  ['privateKey', { code: 'V-GW-21' }],
  ['caCertificates', { code: 'V-GW-22' }],
  ['tlsCertificates', { code: 'V-GW-23', since: '1.27' }],
  ['credentialName', { code: 'V-GW-24' }],
  ['credentialNames', { code: 'V-GW-25', since: '1.27' }],
]);

export const identityWithCertificate = defineRule({
  id: 'gateway/identity-with-certificate',
  title: 'Server in mode ISTIO_MUTUAL names a certificate',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  supersedes: ['gateway/duplicate-certificate'],
  equivalents: admission([...FIELDS.values()]),
  docs: {
    why: 'In mode `ISTIO_MUTUAL` the gateway shows the certificate of its own workload, which Istio issues. Another one beside it contradicts that, and the webhook refuses it.',
    fix: 'Remove the certificate, or use mode `SIMPLE` or `MUTUAL`.',
  },
  messages: {
    both: ({ field }: { field: string }) =>
      `"${field}" stands beside mode ISTIO_MUTUAL, in which the workload's own certificate is shown`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const version = ctx.world.config('istioVersion');
    for (const server of ctx.spec.get('servers').items()) {
      const tls = server.get('tls');
      if (tls.get('mode').string() !== 'ISTIO_MUTUAL') continue;
      for (const [field, check] of FIELDS) {
        const written = tls.get(field);
        const equivalents = admissionAt(version, [check]);
        const isEmpty = written.string() === '' || (written.isList && written.items().length === 0);
        if (!written.exists || isEmpty || equivalents.length === 0) continue;
        ctx.report({ message: 'both', at: written.path, data: { field }, equivalents, fixes: ['leaveOut'] });
      }
    }
  },
  fixes: { leaveOut: removing(({ field }) => `Remove "${String(field)}"`) },
});
