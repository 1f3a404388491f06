/** A server offers old releases of TLS, for which Envoy has no ciphers by itself. */
import { gateway } from '../../model/gateway.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const OLD = new Set(['TLSV1_0', 'TLSV1_1']);

export const oldProtocolWithoutCiphers = defineRule({
  id: 'gateway/old-protocol-without-ciphers',
  title: 'Old release of TLS is offered without ciphers for it',
  severity: 'warning',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([{ code: 'V-GW-17' }]),
  docs: {
    why: 'TLS 1.0 and 1.1 need ciphers that are off unless they are listed: clients of these releases find none that both sides know. The webhook warns.',
    fix: 'Ask for TLS 1.2 at least, or list `cipherSuites` for the old release.',
  },
  messages: {
    old: ({ version }: { version: string }) =>
      `${version} is offered, but no cipher that its clients could use`,
  },
  effect: 'Handshakes of such clients fail',
  check(ctx) {
    for (const server of ctx.spec.get('servers').items()) {
      const tls = server.get('tls');
      const version = tls.get('minProtocolVersion').sourcedString();
      if (version === undefined || !OLD.has(version.value)) continue;
      if (ctx.resource.isTemplate || tls.get('cipherSuites').items().length > 0) continue;
      ctx.report({ message: 'old', at: version.path, data: { version: version.value }, fixes: ['useNewer'] });
    }
  },
  fixes: {
    useNewer: suggestion(({ at }) => [way('TLSV1_2', 'Ask for TLS 1.2 at least', set(at.path, 'TLSV1_2'))]),
  },
});
