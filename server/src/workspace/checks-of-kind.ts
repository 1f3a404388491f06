/** Which checks look at objects of a kind: found once for all worlds, of which a repository may have hundreds. */
import { groupName, type KindId } from '../base/kind-id.ts';
import type { Check } from './check.ts';

const known = new WeakMap<readonly Check[], Map<KindId, readonly Check[]>>();

export function checksOfKind(checks: readonly Check[], kind: KindId): readonly Check[] {
  let byKind = known.get(checks);
  if (byKind === undefined) {
    byKind = new Map();
    known.set(checks, byKind);
  }
  let found = byKind.get(kind);
  if (found === undefined) {
    const anyKind: KindId = `${groupName(kind)}/*`;
    found = checks.filter(({ kinds }) => kinds.includes(kind) || kinds.includes(anyKind));
    byKind.set(kind, found);
  }
  return found;
}
