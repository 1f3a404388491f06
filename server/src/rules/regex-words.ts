/** What is wrong with a regular expression, in words. */
import type { Re2Fault, Re2Problem } from '../primitives/regex.ts';

/** Of what is wrong, in words; the fragment follows where there is one. */
const WORDS: Readonly<Record<Re2Problem, string>> = {
  empty: 'is empty',
  'too-long': 'is longer than 1024 bytes',
  lookaround: 'looks ahead or behind, which RE2 cannot',
  backreference: 'refers back to a group, which RE2 cannot',
  'unsupported-group': 'has a group that RE2 does not know',
  'bad-group-name': 'has a group with a bad name',
  'nothing-to-repeat': 'repeats nothing',
  'nested-repetition': 'repeats a repetition',
  'bad-repeat-count': 'repeats too often, or from more to fewer',
  'bad-escape': 'has an escape that RE2 does not know',
  'trailing-backslash': 'ends with a backslash',
  'bad-class': 'has a bad range or class of characters',
  'unclosed-class': 'has a bracket that is not closed',
  'unclosed-group': 'has a parenthesis that is not closed',
  'unopened-group': 'closes a parenthesis that was not opened',
  'too-complex': 'is too complex',
  syntax: 'is not valid',
};

/** Behind the expression. */
export function wordsFor({ problem, fragment }: Re2Fault): string {
  return fragment === '' ? WORDS[problem] : `${WORDS[problem]}: "${shortened(fragment)}"`;
}

/** Marks of templates; braces and dollars alone mean something in expressions. */
export const FILLED_LATER = /\{\{|\{%|<%|\$\{/;

const LONGEST_SHOWN = 60;

export function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
