/** Host names as Istio's configuration writes them: fully qualified, short, with a wildcard in front. */
import { isDnsLabel, isWildcardDnsLabel } from './dns-label.ts';
import { isGoInteger } from './go-integer.ts';
import { utf8Length } from './utf8-length.ts';

const MAX_HOST_BYTES = 255;

export type HostProblem =
  | 'empty'
  | 'too-long'
  /** The last label is a number, which is how IPv4 text is told from a name. */
  | 'ip-like'
  | 'bad-label'
  /** `outbound_…` text that is no SNI of istiod's own form. */
  | 'bad-sni';

export type HostResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly problem: HostProblem;
      /** The offending part, in UTF-16 offsets of the host. */
      readonly start: number;
      readonly end: number;
    };

/** A fully qualified or short host name; no wildcard, a trailing dot is fine (P-FQDN). */
export function checkFqdn(host: string): HostResult {
  return checkLength(host) ?? checkLabels(host, 0);
}

/** A host whose first label may be a wildcard: `*`, `*.foo.com`, `*foo.com` (P-WHOST). */
export function checkWildcardHost(host: string): HostResult {
  const lengthProblem = checkLength(host);
  if (lengthProblem !== undefined) return lengthProblem;
  const dot = host.indexOf('.');
  const first = dot < 0 ? host : host.slice(0, dot);
  if (!isWildcardDnsLabel(first)) return fault('bad-label', 0, first.length);
  return dot < 0 ? { ok: true } : checkLabels(host, dot + 1);
}

/**
 * A wildcard host, or the SNI istiod gives to passthrough gateways: `outbound_.80_.v1_.reviews.default.svc.cluster.local`
 * (P-WHOST-GW with its SNI flag on).
 */
export function checkWildcardHostOrSni(host: string): HostResult {
  if (!host.startsWith('outbound_')) return checkWildcardHost(host);
  const parts = host.split('_');
  const port = parts[1];
  const name = parts[3];
  const isSni = port !== undefined && /[0-9]/.test(port) && name !== undefined && /[A-Za-z]/.test(name);
  return isSni ? { ok: true } : fault('bad-sni', 0, host.length);
}

/** True for a wildcard that is no whole label (`*foo.com`, `a*.b`), which gateways and sidecars refuse (P-PARTIALWILD). */
export function isPartialWildcard(host: string): boolean {
  return host.length > 1 && host.includes('*') && !host.startsWith('*.');
}

/** True when the host stands for many: it starts with `*`. */
export function isWildcardHost(host: string): boolean {
  return host.startsWith('*');
}

function checkLength(host: string): HostResult | undefined {
  if (host === '') return fault('empty', 0, 0);
  if (host.length > MAX_HOST_BYTES || utf8Length(host) > MAX_HOST_BYTES) {
    return fault('too-long', 0, host.length);
  }
  return undefined;
}

/** Labels from offset `from` on; the last one may be empty. */
function checkLabels(host: string, from: number): HostResult {
  const labels = host.slice(from).split('.');
  const last = labels[labels.length - 1] ?? '';
  if (isGoInteger(last)) return fault('ip-like', host.length - last.length, host.length);
  let at = from;
  for (const [index, label] of labels.entries()) {
    const isTrailingDot = index === labels.length - 1 && label === '' && (index > 0 || from > 0);
    if (!isTrailingDot && !isDnsLabel(label)) return fault('bad-label', at, at + label.length);
    at += label.length + 1;
  }
  return { ok: true };
}

function fault(problem: HostProblem, start: number, end: number): HostResult {
  return { ok: false, problem, start, end };
}
