/** `--rule` and `--ignore`: which rules are reported. */
import { nearest } from '../base/nearest.ts';
import { globMatches } from '../primitives/glob.ts';
import { RULES, TEXT_RULES } from '../rules/registry.generated.ts';
import { failure, ok, type Result } from './result.ts';

export type RuleFilter = (rule: string) => boolean;

const IDS: readonly string[] = [...RULES, ...TEXT_RULES].map((rule) => rule.id).sort();

/** A misspelt id would silently check nothing, so every word must name at least one rule. */
export function selectRules(
  only: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): Result<RuleFilter> {
  const problems = [...(only ?? []), ...(ignored ?? [])].flatMap(unknownRule);
  if (problems.length > 0) return failure(...problems);
  const selected = new Set(
    IDS.filter((id) => (only === undefined || names(only, id)) && !names(ignored ?? [], id)),
  );
  if (selected.size === 0)
    return failure('No rule is left to report: --ignore takes away all that --rule names');
  return ok((rule) => selected.has(rule));
}

/** The sentence about a word that names no rule; empty when it names one. */
export function unknownRule(pattern: string): readonly string[] {
  if (names([pattern], ...IDS)) return [];
  const similar = nearest(pattern, IDS, 1)[0];
  const hint = similar === undefined ? '`meshwright rules` lists all' : `did you mean "${similar}"?`;
  return [`There is no rule "${pattern}"; ${hint}`];
}

function names(patterns: readonly string[], ...ids: readonly string[]): boolean {
  return patterns.some((pattern) => ids.some((id) => globMatches(pattern, id)));
}
