/** A Gateway server that ends TLS and names no certificate. */
import type { Cursor } from '../../model/cursor.ts';
import { gateway } from '../../model/gateway.ts';
import { isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { certificatesForPods } from '../fixes/known-certificates.ts';

const NO_CERTIFICATE: AdmissionCheck = { code: 'V-GW-30' };
const NO_KEY: AdmissionCheck = { code: 'V-GW-31' };
const NO_AUTHORITY: AdmissionCheck = { code: 'V-GW-28' };

/** Modes in which the gateway shows a certificate of its own. */
const ENDING = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'];

interface Data {
  readonly mode: string;
  readonly missing: readonly string[];
}

export const certificateMissing = defineRule({
  id: 'gateway/certificate-missing',
  title: 'TLS server of a Gateway names no certificate',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([NO_CERTIFICATE, NO_KEY, NO_AUTHORITY]),
  docs: {
    why: 'In the modes `SIMPLE`, `MUTUAL` and `OPTIONAL_MUTUAL` the gateway ends TLS with its own certificate: from a Secret (`credentialName`) or from files of its pods (`serverCertificate` with `privateKey`). The mutual modes also need the authorities of the clients. The webhook refuses a server without.',
    fix: 'Add `credentialName` with the name of a Secret in the namespace of the gateway pods.',
  },
  messages: {
    missing: ({ mode, missing }: Data) =>
      `TLS mode ${mode} needs "credentialName", or else ${missing.map((field) => `"${field}"`).join(' and ')}`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const { path, protocol: written, tls: facts } of ctx.resource.facts(gateway).servers) {
      const protocol = parseProtocol(written?.value ?? '');
      if (facts === undefined || protocol === undefined || !isTlsProtocol(protocol)) continue;
      const tls = ctx.resource.cursor.at(path).get('tls');
      if (!ENDING.includes(facts.mode)) continue;
      const missing = missingForMode(tls, facts.mode);
      if (missing.length === 0) continue;
      ctx.report({
        message: 'missing',
        at: tls.get('mode').path,
        data: { mode: facts.mode, missing },
        equivalents: admission([...new Set(missing.map(checkOf))]),
        fixes: ['useCertificate'],
      });
    }
  },
  fixes: {
    useCertificate: suggestion(({ at }, { resource, world }) =>
      certificatesForPods(world, resource).map((name) =>
        way(name, `Use certificate "${name}"`, set(at.path.replace(/\.mode$/, '.credentialName'), name)),
      ),
    ),
  },
});

function isFromSecret(tls: Cursor): boolean {
  return has(tls, 'credentialName') || tls.get('credentialNames').items().length > 0;
}

/** Fields that a server needs which ends TLS in this mode. */
export function missingForMode(tls: Cursor, mode: string): readonly string[] {
  return isFromSecret(tls) ? [] : missingIn(tls, mode);
}

/** Fields without which the files say too little. */
function missingIn(tls: Cursor, mode: string): readonly string[] {
  const pairs = tls.get('tlsCertificates').items();
  const sources = pairs.length > 0 ? pairs : [tls];
  const missing = ['serverCertificate', 'privateKey'].filter((field) =>
    sources.some((source) => !has(source, field)),
  );
  const needsClients = mode !== 'SIMPLE' && !has(tls, 'caCertificates');
  return needsClients ? [...missing, 'caCertificates'] : missing;
}

function checkOf(field: string): AdmissionCheck {
  if (field === 'caCertificates') return NO_AUTHORITY;
  return field === 'privateKey' ? NO_KEY : NO_CERTIFICATE;
}

function has(map: Cursor, field: string): boolean {
  const value = map.get(field);
  return value.exists && value.string() !== '';
}
