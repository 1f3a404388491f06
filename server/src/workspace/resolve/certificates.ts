/** Which Secrets may hold a certificate. */
import type { SecretRow } from '../tables/secrets.ts';

const CERTIFICATES: readonly string[] = ['tls.crt', 'cert', 'ca.crt', 'cacert'];

/** As far as its keys are known. */
export function holdsCertificate({ keys }: SecretRow): boolean {
  return keys === undefined || keys.some((key) => CERTIFICATES.includes(key));
}

/** What Helm and the token controller keep in Secrets is no credential. */
export function isSystemSecret(name: string): boolean {
  return name.startsWith('sh.helm.release.') || /-token-[a-z0-9]{5}$/.test(name);
}
