/** Which severity somebody chose for a rule. */
import { globMatches } from '../primitives/glob.ts';
import type { Severity, SeveritySetting } from './finding.ts';

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

const LADDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * What a finding counts as: a chosen severity replaces the rule's own one. What is less than proved stays what it is, or
 * sinks to a chosen severity below it.
 * @returns undefined when nobody wants to hear of it
 */
export function severityWith(
  chosen: SeveritySetting | undefined,
  finding: Severity,
  own: Severity,
): Severity | undefined {
  if (chosen === undefined) return finding;
  if (chosen === 'off') return undefined;
  if (finding === own) return chosen;
  return LADDER.indexOf(chosen) > LADDER.indexOf(finding) ? chosen : finding;
}
