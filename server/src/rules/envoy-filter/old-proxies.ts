/** Patches that only proxies of earlier releases get: what those read is not known here. */
import type { Cursor } from '../../model/cursor.ts';
import { ISTIO_RELEASES } from '../../primitives/istio-version.ts';
import { compileRe2 } from '../../primitives/regex.ts';

/** True when `proxyVersion` is an expression that no release begins with that a target can be. */
export function isForOldProxies(patch: Cursor): boolean {
  const pattern = patch.get('match').get('proxy').get('proxyVersion').string() ?? '';
  if (pattern === '') return false;
  // The control plane looks for it anywhere in the version, but everybody means the beginning.
  const version = compileRe2(`^(?:${pattern})`);
  return version.ok && !ISTIO_RELEASES.some((release) => version.matchesSomewhere(`${release}.0`));
}
