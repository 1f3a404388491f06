/** `--rule` and `--ignore`: which rules are reported. */
import { globMatches } from '../primitives/glob.ts';
import { RULE_IDS, unknownRule } from '../rules/config-problems.ts';
import { failedWith, failure, ok, type Result } from './result.ts';

export type RuleFilter = (rule: string) => boolean;

/** A misspelt id would silently check nothing, so every word must name at least one rule. */
export function selectRules(
  only: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): Result<RuleFilter> {
  const problems = [...(only ?? []), ...(ignored ?? [])].flatMap((pattern) => unknownRule(pattern) ?? []);
  if (problems.length > 0) return failedWith(problems);
  const selected = new Set(
    [...RULE_IDS].filter((id) => (only === undefined || names(only, id)) && !names(ignored ?? [], id)),
  );
  if (selected.size === 0)
    return failure('No rule is left to report: --ignore takes away all that --rule names');
  return ok((rule) => selected.has(rule));
}

function names(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) => globMatches(pattern, id));
}
