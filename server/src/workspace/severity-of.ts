/** Which severity somebody chose for a rule. */
import { globMatches } from '../primitives/glob.ts';
import type { SeveritySetting } from './finding.ts';

type Chosen = ReadonlyMap<string, SeveritySetting>;

/** Keys are ids or globs of them. The id itself counts most, then the glob that spells out most of it, then the last. */
export function severityOf(chosen: Chosen, rule: string): SeveritySetting | undefined {
  const own = chosen.get(rule);
  if (own !== undefined) return own;
  let best: { readonly severity: SeveritySetting; readonly length: number } | undefined;
  for (const [pattern, severity] of chosen) {
    if (!pattern.includes('*') || !globMatches(pattern, rule)) continue;
    const { length } = pattern.replaceAll('*', '');
    if (length >= (best?.length ?? 0)) best = { severity, length };
  }
  return best?.severity;
}
