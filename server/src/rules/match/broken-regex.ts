/** A regular expression that RE2 does not take. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { checkRe2 } from '../../primitives/regex.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { FILLED_LATER, shortened, wordsFor } from '../regex-words.ts';

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
