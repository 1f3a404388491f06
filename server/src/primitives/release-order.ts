/** Order of releases: `1.9` before `1.22`, `v1.3.0` before `v1.6.1`; a leading `v` and trailing zeros do not count. */

/** Negative when `a` is older than `b`. Text that is no release counts as the newest. */
export function compareReleases(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  if (left === undefined || right === undefined)
    return (left === undefined ? 1 : 0) - (right === undefined ? 1 : 0);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Releases are asked for with each field; there are a few, but anything may be written for one. */
const known = new Map<string, readonly number[] | undefined>();
const MOST_KNOWN = 200;

function numbers(release: string): readonly number[] | undefined {
  if (known.has(release)) return known.get(release);
  const match = /^v?(\d+(?:\.\d+)*)/.exec(release);
  const found = match?.[1]?.split('.').map(Number);
  if (known.size < MOST_KNOWN) known.set(release, found);
  return found;
}
