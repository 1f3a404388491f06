/** Whether a Secret can serve TLS. The certificate's times are kept, its text is not. */
import { certificateValidity, decodeBase64, type Validity } from '../primitives/certificate.ts';
import type { Cursor } from './cursor.ts';
import type { Model } from './resource.ts';

/** `missing`: no pair of certificate and key; `unreadable`: a certificate that does not parse. */
export type ServingCertificate =
  | { readonly status: 'missing' }
  | { readonly status: 'unreadable' }
  | ({ readonly status: 'readable' } & Validity);

/** Pairs of keys, as the gateway looks for them. */
const PAIRS = [
  ['cert', 'key'],
  ['tls.crt', 'tls.key'],
] as const;

/** Undefined where there is no data, a placeholder or encrypted text: what the cluster gets is not in the file. */
export const servingCertificate: Model<ServingCertificate | undefined> = {
  kinds: ['core/Secret'],
  build({ cursor, isTemplate }) {
    if (isTemplate) return undefined;
    const data = cursor.get('data');
    const plain = cursor.get('stringData');
    if (!data.exists && !plain.exists) return undefined;
    const pair = PAIRS.find(
      ([certificate, key]) => isSet(data, plain, certificate) && isSet(data, plain, key),
    );
    if (pair === undefined) return { status: 'missing' };
    const pem = plain.get(pair[0]).string() ?? decoded(data.get(pair[0]).string() ?? '');
    if (pem === undefined || /^ENC\[|[<$]/.test(pem)) return undefined;
    const validity = certificateValidity(pem);
    return validity === undefined ? { status: 'unreadable' } : { status: 'readable', ...validity };
  },
};

function isSet(data: Cursor, plain: Cursor, key: string): boolean {
  return (plain.get(key).string() ?? data.get(key).string() ?? '') !== '';
}

function decoded(base64: string): string | undefined {
  const bytes = decodeBase64(base64);
  if (bytes === undefined) return undefined;
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}
