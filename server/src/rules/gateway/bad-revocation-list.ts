/** A list of revoked certificates where it cannot be used. */
import { gateway } from '../../model/gateway.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const WITH_SECRET: AdmissionCheck = { code: 'V-GW-32' };
const SIMPLE: AdmissionCheck = { code: 'V-GW-33' };

export const badRevocationList = defineRule({
  id: 'gateway/bad-revocation-list',
  title: 'List of revoked certificates cannot be used',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([WITH_SECRET, SIMPLE]),
  docs: {
    why: '`caCrl` names a file with revoked certificates of clients. With a Secret (`credentialName`) the list comes from the Secret, and in mode `SIMPLE` clients show no certificate. The webhook refuses the second always, and the first in the modes that pass connections through; else it ignores the list.',
    fix: 'Put the list into the Secret (key `ca.crl`), or use mode `MUTUAL`.',
  },
  messages: {
    secret: (_: object) => '"caCrl" stands beside a Secret, which holds the list itself',
    simple: (_: object) => '"caCrl" stands beside mode SIMPLE, in which clients show no certificate',
  },
  effect: ({ isRejected }) => (isRejected === true ? 'The object is rejected' : 'The list is ignored'),
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const server of ctx.spec.get('servers').items()) {
      const tls = server.get('tls');
      const list = tls.get('caCrl').sourcedString();
      if (list === undefined || list.value === '') continue;
      const mode = tls.get('mode').string() ?? 'PASSTHROUGH';
      if (mode === 'ISTIO_MUTUAL') continue;
      const hasSecret =
        (tls.get('credentialName').string() ?? '') !== '' || tls.get('credentialNames').items().length > 0;
      if (hasSecret) {
        const isRejected = mode.endsWith('PASSTHROUGH');
        ctx.report({
          message: 'secret',
          at: list.path,
          data: { isRejected },
          severity: isRejected ? 'error' : 'warning',
          equivalents: admission([WITH_SECRET]),
          fixes: ['leaveOut'],
        });
      } else if (mode === 'SIMPLE') {
        const equivalents = admission([SIMPLE]);
        ctx.report({
          message: 'simple',
          at: list.path,
          data: { isRejected: true },
          equivalents,
          fixes: ['leaveOut'],
        });
      }
    }
  },
  fixes: { leaveOut: removing(() => 'Remove "caCrl"') },
});
