/** How hosts with wildcards relate: overlap, inclusion, and which of two is more specific. Compared as written. */

/** True when some name could be meant by both (P-HOSTMATCH). `*.foo.com` does not match `foo.com`; `*` matches all. */
export function hostsOverlap(a: string, b: string): boolean {
  const aTail = wildcardTail(a);
  const bTail = wildcardTail(b);
  if (aTail === undefined && bTail === undefined) return a === b;
  if (aTail === undefined) return a.endsWith(bTail ?? '');
  if (bTail === undefined) return b.endsWith(aTail);
  return a.length >= b.length ? aTail.endsWith(bTail) : bTail.endsWith(aTail);
}

/** True when every name `inner` stands for is meant by `outer` too (P-HOSTSUBSET). */
export function isHostSubset(inner: string, outer: string): boolean {
  const innerTail = wildcardTail(inner);
  const outerTail = wildcardTail(outer);
  if (outerTail === undefined) return innerTail === undefined && inner === outer;
  if (innerTail === undefined) return inner.endsWith(outerTail);
  return inner.length >= outer.length && innerTail.endsWith(outerTail);
}

/** Sorts the host that wins first: names before wildcards, longer before shorter, then by alphabet. */
export function compareSpecificity(a: string, b: string): number {
  const aWild = a.startsWith('*') ? 1 : 0;
  const bWild = b.startsWith('*') ? 1 : 0;
  if (aWild !== bWild) return aWild - bWild;
  if (a.length !== b.length) return b.length - a.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The most specific of `hosts` that covers `host`. */
export function mostSpecificHost(host: string, hosts: Iterable<string>): string | undefined {
  let best: string | undefined;
  for (const candidate of hosts) {
    if (!isHostSubset(host, candidate)) continue;
    if (best === undefined || compareSpecificity(candidate, best) < 0) best = candidate;
  }
  return best;
}

function wildcardTail(host: string): string | undefined {
  return host.startsWith('*') ? host.slice(1) : undefined;
}
