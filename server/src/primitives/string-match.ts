/** StringMatch: exact, prefix or regular expression; none of them means that the value is present. */
import { checkRe2, compileRe2 } from './regex.ts';

export interface StringMatch {
  readonly exact?: string | undefined;
  readonly prefix?: string | undefined;
  readonly regex?: string | undefined;
}

export type StringMatchProblem = 'several-forms' | 'empty-prefix' | 'bad-regex';

/** P-SM; with `empty-prefix-allowed` P-SM-URI. */
export function checkStringMatch(
  match: StringMatch,
  prefixes: 'prefix-required' | 'empty-prefix-allowed' = 'prefix-required',
): StringMatchProblem | undefined {
  const forms = [match.exact, match.prefix, match.regex].filter((form) => form !== undefined);
  if (forms.length > 1) return 'several-forms';
  if (match.prefix === '' && prefixes === 'prefix-required') return 'empty-prefix';
  return match.regex !== undefined && !checkRe2(match.regex).ok ? 'bad-regex' : undefined;
}

/**
 * Whether a value matches; an absent value matches nothing. Expressions must match the whole value, as Envoy does.
 * Undefined when the expression is none, so that nobody can tell.
 */
export function matchesString(match: StringMatch, value: string | undefined): boolean | undefined {
  if (value === undefined) return false;
  if (match.exact !== undefined) return value === match.exact;
  if (match.prefix !== undefined) return value.startsWith(match.prefix);
  if (match.regex === undefined) return true;
  const compiled = compileRe2(match.regex);
  return compiled.ok ? compiled.matchesWhole(value) : undefined;
}
