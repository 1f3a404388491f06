/** The protocol of a Gateway server and its TLS settings do not fit. */
import type { Cursor } from '../../model/cursor.ts';
import { gateway } from '../../model/gateway.ts';
import { isHttpProtocol, isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const NO_TLS: AdmissionCheck = { code: 'V-GW-34' };
const HTTP_WITH_TLS: AdmissionCheck = { code: 'V-GW-35' };
const OTHER_WITH_TLS: AdmissionCheck = { code: 'V-GW-36' };

const CERTIFICATES = ['caCertificates', 'privateKey', 'serverCertificate'];

interface Data {
  readonly protocol: string;
  readonly server: string;
}

export const tlsMismatch = defineRule({
  id: 'gateway/tls-mismatch',
  title: 'TLS settings do not fit the protocol of the server',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([NO_TLS, HTTP_WITH_TLS, OTHER_WITH_TLS]),
  docs: {
    why: 'A server of protocol HTTPS or TLS needs `tls`, one of plain HTTP may only redirect to HTTPS, and other protocols have no TLS at all. The webhook refuses what does not fit.',
    fix: 'Add `tls` with a mode and a certificate, or change the protocol: TLS is ended by servers of protocol HTTPS (then routed as HTTP) or TLS (then as TCP).',
  },
  messages: {
    noTls: ({ protocol }: Data) => `A server of protocol ${protocol} needs "tls"`,
    withTls: ({ protocol }: Data) => `A server of protocol ${protocol} cannot end TLS`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const { path, protocol: written } of ctx.resource.facts(gateway).servers) {
      const protocol = parseProtocol(written?.value ?? '');
      if (written === undefined || protocol === undefined) continue;
      const tls = ctx.resource.cursor.at(path).get('tls');
      const data = { protocol: written.value, server: path };
      const ends = (way: string) => (endsTls(tls) ? [way] : []);
      if (isTlsProtocol(protocol)) {
        if (tls.exists) continue;
        const equivalents = admission([NO_TLS]);
        ctx.report({ message: 'noTls', at: written.path, data, equivalents });
      } else if (tls.exists && isHttpProtocol(protocol)) {
        const mode = tls.get('mode').string() ?? 'PASSTHROUGH';
        const hasFiles = CERTIFICATES.some((field) => (tls.get(field).string() ?? '') !== '');
        if (mode.endsWith('PASSTHROUGH') && !hasFiles) continue;
        const equivalents = admission([HTTP_WITH_TLS]);
        ctx.report({ message: 'withTls', at: written.path, data, equivalents, fixes: ends('useHttps') });
      } else if (tls.exists) {
        const equivalents = admission([OTHER_WITH_TLS]);
        ctx.report({ message: 'withTls', at: written.path, data, equivalents, fixes: ends('useTls') });
      }
    }
  },
  fixes: {
    useHttps: suggestion(({ at }) => [way('HTTPS', 'Use protocol "HTTPS"', set(at.path, 'HTTPS'))]),
    useTls: suggestion(({ at }) => [way('TLS', 'Use protocol "TLS"', set(at.path, 'TLS'))]),
  },
});

/** Another protocol helps only where TLS would be served then: with a certificate, or in a mode that needs none. */
function endsTls(tls: Cursor): boolean {
  const mode = tls.get('mode').string() ?? 'PASSTHROUGH';
  const hasSecret =
    (tls.get('credentialName').string() ?? '') !== '' || tls.get('credentialNames').items().length > 0;
  const hasFiles = CERTIFICATES.some((field) => (tls.get(field).string() ?? '') !== '');
  return mode.endsWith('PASSTHROUGH') || mode === 'ISTIO_MUTUAL' || hasSecret || hasFiles;
}
