/** A regular expression that RE2 does not take. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { checkRe2, type Re2Fault, type Re2Problem } from '../../primitives/regex.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';

interface Place {
  readonly check: AdmissionCheck;
  /** Where the expression stands, in `spec`. */
  readonly at: string;
  /** Every entry of the map there holds one. */
  readonly isMap?: true;
}

const MATCH = 'http[].match[]';

const PLACES: readonly Place[] = [
  { check: { code: 'V-VS-41' }, at: `${MATCH}.headers`, isMap: true },
  { check: { code: 'V-VS-43' }, at: `${MATCH}.withoutHeaders`, isMap: true },
  { check: { code: 'V-VS-44' }, at: `${MATCH}.uri.regex` },
  { check: { code: 'V-VS-45' }, at: `${MATCH}.scheme.regex` },
  { check: { code: 'V-VS-46' }, at: `${MATCH}.method.regex` },
  { check: { code: 'V-VS-47' }, at: `${MATCH}.authority.regex` },
  { check: { code: 'V-VS-48' }, at: `${MATCH}.queryParams`, isMap: true },
  { check: { code: 'V-VS-73' }, at: 'http[].rewrite.uriRegexRewrite.match' },
  { check: { code: 'V-VS-111' }, at: 'http[].corsPolicy.allowOrigins[].regex' },
];

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

interface Data {
  readonly pattern: string;
  readonly why: string;
}

export const brokenRegex = defineRule({
  id: 'match/broken-regex',
  title: 'Regular expression is not valid RE2',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: inSpec(PLACES.map(({ at, isMap }) => (isMap === true ? `${at}{}.regex` : at))),
  scope: 'document',
  equivalents: admission(PLACES.map(({ check }) => check)),
  docs: {
    why: 'Istio takes regular expressions in the syntax of RE2, which has neither look-around nor references back to groups. The webhook compiles each and refuses what does not compile, what is empty and what is longer than 1024 bytes.',
    fix: 'Mend the expression. Any text is `.*`, a star alone repeats nothing; special characters are escaped with a backslash.',
    noFix: 'What the expression was meant to match is not in it.',
  },
  messages: {
    broken: ({ pattern, why }: Data) => `Regular expression "${pattern}" ${why}`,
    empty: (_: Readonly<Record<string, never>>) => 'The regular expression is empty',
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const { check, at, isMap } of PLACES) {
      for (const { path, pattern } of expressions(fieldsAt(ctx.spec, at), isMap === true)) {
        // A star alone means there that the header is present.
        if (check.code === 'V-VS-43' && pattern === '*') continue;
        const result = checkRe2(pattern);
        if (result.ok) continue;
        const equivalents = admission([check]);
        if (result.problem === 'empty') ctx.report({ message: 'empty', at: path, data: {}, equivalents });
        else {
          const data = { pattern: shortened(pattern), why: wordsFor(result) };
          ctx.report({ message: 'broken', at: path, data, equivalents });
        }
      }
    }
  },
});

function expressions(
  found: readonly Cursor[],
  isMap: boolean,
): readonly { readonly path: string; readonly pattern: string }[] {
  const places = isMap ? found.flatMap((map) => map.entries().map(({ value }) => value.get('regex'))) : found;
  return places.flatMap((place) => {
    const pattern = place.string();
    return pattern === undefined || FILLED_LATER.test(pattern) ? [] : [{ path: place.path, pattern }];
  });
}

function wordsFor({ problem, fragment }: Re2Fault): string {
  return fragment === '' ? WORDS[problem] : `${WORDS[problem]}: "${shortened(fragment)}"`;
}

/** Marks of templates; braces and dollars alone mean something in expressions. */
const FILLED_LATER = /\{\{|\{%|<%|\$\{/;

const LONGEST_SHOWN = 60;

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
