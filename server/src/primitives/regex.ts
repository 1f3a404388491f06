/**
 * Regular expressions as istiod and Envoy read them: RE2, never the JavaScript engine, so that nothing a user writes
 * can take more than linear time. Where the `re2js` parser is narrower than Go's, `re2-dialect.ts` rewrites first.
 */
import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';
import { type EnvoyRegexProblem, toPortableRe2 } from './re2-dialect.ts';
import { utf8Length } from './utf8-length.ts';

const MAX_PATTERN_BYTES = 1024;

export type Re2Problem =
  | 'empty'
  | 'too-long'
  | 'lookaround'
  | 'backreference'
  | 'unsupported-group'
  | 'bad-group-name'
  | 'nothing-to-repeat'
  | 'nested-repetition'
  | 'bad-repeat-count'
  | 'bad-escape'
  | 'trailing-backslash'
  | 'bad-class'
  | 'unclosed-class'
  | 'unclosed-group'
  | 'unopened-group'
  | 'too-complex'
  | 'syntax';

export interface Re2Fault {
  readonly ok: false;
  readonly problem: Re2Problem;
  /** The part of the pattern that is wrong; empty when the whole is. */
  readonly fragment: string;
  /** UTF-16 offset of the fragment, when it stands in the pattern only once. */
  readonly offset: number | undefined;
}

export interface Re2Accepted {
  readonly ok: true;
  /** What istiod accepts and Envoy's own engine refuses at run time. */
  readonly envoyProblems: readonly EnvoyRegexProblem[];
}

export interface CompiledRe2 extends Re2Accepted {
  /** Whole-text match, as Envoy compares header values and paths. Linear in the text. */
  matchesWhole(text: string): boolean;
  /** True when the expression matches anywhere. */
  matchesSomewhere(text: string): boolean;
  /** Every match replaced; `\\1` in the replacement stands for a group, as RE2 writes it. */
  replaceAll(text: string, replacement: string): string;
}

/** P-RE2: not empty, at most 1024 bytes, and valid RE2. */
export function checkRe2(pattern: string): Re2Accepted | Re2Fault {
  const compiled = compileRe2(pattern);
  return compiled.ok ? { ok: true, envoyProblems: compiled.envoyProblems } : compiled;
}

export function compileRe2(pattern: string): CompiledRe2 | Re2Fault {
  if (pattern === '') return { ok: false, problem: 'empty', fragment: '', offset: undefined };
  if (pattern.length > MAX_PATTERN_BYTES || utf8Length(pattern) > MAX_PATTERN_BYTES) {
    return { ok: false, problem: 'too-long', fragment: '', offset: undefined };
  }
  const first = tryCompile(pattern);
  if (first instanceof RE2JS) return accepted(first, []);
  const portable = toPortableRe2(pattern);
  if (portable.envoyProblems.length === 0) return fault(pattern, first);
  const second = tryCompile(portable.pattern);
  return second instanceof RE2JS ? accepted(second, portable.envoyProblems) : fault(pattern, second);
}

function tryCompile(pattern: string): RE2JS | RE2JSException {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return error;
    throw error;
  }
}

function accepted(regex: RE2JS, envoyProblems: readonly EnvoyRegexProblem[]): CompiledRe2 {
  return {
    ok: true,
    envoyProblems,
    matchesWhole: (text) => regex.testExact(text),
    matchesSomewhere: (text) => regex.test(text),
    replaceAll: (text, replacement) => regex.matcher(text).replaceAll(groupsAsDollars(replacement)),
  };
}

/** The library writes groups as `$1`. */
function groupsAsDollars(replacement: string): string {
  return replacement.replaceAll('$', '\\$').replaceAll(/\\(\d)/g, (_, group: string) => `$${group}`);
}

/** The parser's own words, which are fixed by RE2, to stable keys. */
const PROBLEMS: ReadonlyMap<string, Re2Problem> = new Map([
  ['missing argument to repetition operator', 'nothing-to-repeat'],
  ['invalid nested repetition operator', 'nested-repetition'],
  ['invalid repeat count', 'bad-repeat-count'],
  ['invalid escape sequence', 'bad-escape'],
  ['trailing backslash at end of expression', 'trailing-backslash'],
  ['invalid character class range', 'bad-class'],
  ['invalid character class', 'bad-class'],
  ['missing closing ]', 'unclosed-class'],
  ['missing closing )', 'unclosed-group'],
  ['unexpected )', 'unopened-group'],
  ['invalid named capture', 'bad-group-name'],
  ['duplicate capture group name', 'bad-group-name'],
  ['invalid or unsupported Perl syntax', 'unsupported-group'],
  ['expression too large', 'too-complex'],
  ['expression nests too deeply', 'too-complex'],
]);

function fault(pattern: string, error: RE2JSException): Re2Fault {
  if (!(error instanceof RE2JSSyntaxException)) {
    return { ok: false, problem: 'syntax', fragment: '', offset: undefined };
  }
  const fragment = error.input === pattern ? '' : (error.input ?? '');
  const at = fragment === '' ? -1 : pattern.indexOf(fragment);
  const isUnique = at >= 0 && pattern.indexOf(fragment, at + 1) < 0;
  return {
    ok: false,
    problem: refine(PROBLEMS.get(error.error) ?? 'syntax', error.input ?? ''),
    fragment,
    offset: isUnique ? at : undefined,
  };
}

/** Names the constructs that people bring from other engines. */
function refine(problem: Re2Problem, fragment: string): Re2Problem {
  if (/^\(\?<?[=!]/.test(fragment)) return 'lookaround';
  if (problem === 'bad-escape' && /^\\[1-9k]/.test(fragment)) return 'backreference';
  if (problem === 'unsupported-group' && fragment.startsWith('(?P=')) return 'backreference';
  return problem;
}
