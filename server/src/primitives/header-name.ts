/** Names of HTTP headers, under the different rules of the places where Istio reads them. */
import { parseJwtClaimKey } from './jwt-claim-key.ts';

/** The comma is in upstream's set by accident (a character range); RFC 9110 does not allow it. */
const TOKEN = /^[A-Za-z0-9!#$%&'*+,\-.^_|~`]+$/;
const STRICT = /^[-_0-9A-Za-z]+$/;
const PROBE = /^[-0-9A-Za-z]+$/;

export const PSEUDO_HEADERS: readonly string[] = [':method', ':scheme', ':authority', ':path', ':status'];

/** P-HDR-TOKEN. */
export function isHeaderToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Output headers of JWT claims: letters, digits, `-`, `_` (P-HDR-STRICT). */
export function isStrictHeaderName(text: string): boolean {
  return STRICT.test(text);
}

/** Headers of readiness probes, as the webhook has it: no underscore (P-HDR-PROBE). */
export function isProbeHeaderName(text: string): boolean {
  return PROBE.test(text);
}

/** What a VirtualService may match on: a JWT claim, a pseudo header, or a token (P-HDR-MATCH). */
export function isMatchHeaderName(text: string): boolean {
  return parseJwtClaimKey(text) !== undefined || PSEUDO_HEADERS.includes(text) || isHeaderToken(text);
}

/** `*` or a token (P-HDR-CORS). */
export function isCorsHeaderName(text: string): boolean {
  return text === '*' || isHeaderToken(text);
}

export type HeaderNameResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: 'empty' | 'pseudo-header' | 'host-header' };

/** Request headers to add or set: `host` and `:authority` rewrite the authority (P-HDR-SETREQ). */
export function checkSetRequestHeaderName(text: string): HeaderNameResult {
  if (text === '') return { ok: false, problem: 'empty' };
  if (text.startsWith(':') && text.toLowerCase() !== ':authority') {
    return { ok: false, problem: 'pseudo-header' };
  }
  return { ok: true };
}

/** Request headers to remove, and everything done to response headers (P-HDR-OP). */
export function checkHeaderOperationName(text: string): HeaderNameResult {
  if (text === '') return { ok: false, problem: 'empty' };
  if (text.toLowerCase() === 'host') return { ok: false, problem: 'host-header' };
  return text.startsWith(':') ? { ok: false, problem: 'pseudo-header' } : { ok: true };
}
