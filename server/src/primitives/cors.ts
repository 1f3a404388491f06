/** Methods that a CORS policy may allow. */
import { isAtLeast } from './istio-version.ts';

export const CORS_METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
];

/** Upper-case method names, and `*` since 1.26 (P-CORSMETHOD). */
export function isCorsMethod(text: string, istioVersion: string): boolean {
  return CORS_METHODS.includes(text) || (text === '*' && isAtLeast(istioVersion, '1.26'));
}
