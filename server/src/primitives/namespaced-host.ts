/** `namespace/host`, as Gateway servers and Sidecar egress listeners write their hosts. */
import { isDnsLabel } from './dns-label.ts';
import { checkWildcardHost, isPartialWildcard } from './host.ts';
import { isIpAddress } from './ip-address.ts';

export type NamespacedHostProblem =
  | 'missing-slash'
  | 'empty-namespace'
  | 'bad-namespace'
  | 'empty-host'
  /** A name without a dot is neither `*` nor fully qualified. */
  | 'short-name'
  | 'bad-host'
  | 'partial-wildcard';

export type NamespacedHostResult =
  | {
      readonly ok: true;
      /** As written, without a leading `~`; undefined when there is no slash. Empty for `~/host`. */
      readonly namespace: string | undefined;
      readonly host: string;
      /** Sidecar only: `~ns/host`, leaves the host out (since 1.31); plain `~` imports nothing. */
      readonly isExcluded: boolean;
    }
  | {
      readonly ok: false;
      readonly problem: NamespacedHostProblem;
      /** The offending part, in UTF-16 offsets of the text. */
      readonly start: number;
      readonly end: number;
    };

/** `host` or `namespace/host`; the host may be a wildcard or an IPv4 address (P-NSHOST(gateway)). */
export function parseGatewayHost(text: string): NamespacedHostResult {
  const slash = text.indexOf('/');
  if (slash < 0) return checkHostPart(text, 0, 'ip-allowed') ?? accepted(undefined, text);
  const namespace = text.slice(0, slash);
  const host = text.slice(slash + 1);
  if (namespace === '') return fault('empty-namespace', 0, text.length);
  if (host === '') return fault('empty-host', 0, text.length);
  if (!isNamespaceSelector(namespace)) return fault('bad-namespace', 0, slash);
  return checkHostPart(host, slash + 1, 'ip-allowed') ?? accepted(namespace, host);
}

/** `namespace/host`, the slash is mandatory; `~` in front excludes (P-NSHOST(sidecar)). */
export function parseSidecarHost(text: string): NamespacedHostResult {
  const slash = text.indexOf('/');
  if (slash < 0) return fault('missing-slash', 0, text.length);
  const left = text.slice(0, slash);
  const host = text.slice(slash + 1);
  if (left === '') return fault('empty-namespace', 0, text.length);
  if (host === '') return fault('empty-host', 0, text.length);
  const isExcluded = left.startsWith('~');
  const namespace = isExcluded ? left.slice(1) : left;
  if (namespace !== '' && !isNamespaceSelector(namespace)) return fault('bad-namespace', 0, slash);
  return (
    checkHostPart(host, slash + 1, 'names-only') ?? {
      ok: true,
      namespace,
      host,
      isExcluded,
    }
  );
}

function isNamespaceSelector(namespace: string): boolean {
  return namespace === '*' || namespace === '.' || isDnsLabel(namespace);
}

function checkHostPart(
  host: string,
  start: number,
  addresses: 'ip-allowed' | 'names-only',
): NamespacedHostResult | undefined {
  const end = start + host.length;
  if (host !== '*' && !host.includes('.')) return fault('short-name', start, end);
  const named = checkWildcardHost(host);
  if (!named.ok && !(addresses === 'ip-allowed' && isIpAddress(host))) {
    return fault('bad-host', start + named.start, start + named.end);
  }
  return isPartialWildcard(host) ? fault('partial-wildcard', start, end) : undefined;
}

function accepted(namespace: string | undefined, host: string): NamespacedHostResult {
  return { ok: true, namespace, host, isExcluded: false };
}

function fault(problem: NamespacedHostProblem, start: number, end: number): NamespacedHostResult {
  return { ok: false, problem, start, end };
}
