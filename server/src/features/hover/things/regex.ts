/** A regular expression: how it is compared, what its flags mean, and a text that it matches. */
import { lookUp } from '../../../base/look-up.ts';
import { compileRe2 } from '../../../primitives/regex.ts';
import { regexExample } from '../../../primitives/regex-example.ts';
import { code } from '../hover-page.ts';

export type RegexUse = 'whole' | 'somewhere';

const FLAGS: Readonly<Record<string, string>> = {
  i: 'case does not matter',
  s: '`.` matches line ends too',
  m: '`^` and `$` match at every line',
  U: 'quantifiers take as little as they can',
};

export function describeRegex(pattern: string, use: RegexUse): string | undefined {
  if (pattern === '') return undefined;
  const compiled = compileRe2(pattern);
  if (!compiled.ok) return `${code(pattern)} is no valid RE2 expression.`;
  const example = regexExample(pattern, use);
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(pattern)?.[1] ?? '';
  const lines = [
    use === 'whole' ? 'RE2, compared with the **whole** text' : 'RE2, looked for **anywhere** in the text',
    ...[...flags].flatMap((flag) =>
      lookUp(FLAGS, flag) === undefined ? [] : [`${code(flag)}: ${lookUp(FLAGS, flag)}`],
    ),
    ...(example === undefined ? [] : [`Matches, for example, ${code(example)}`]),
    ...(use === 'whole' ? partialNote(compiled.matchesWhole, example) : []),
  ];
  return lines
    .map((line) => `${line}  `)
    .join('\n')
    .trimEnd();
}

/** What people expect of other engines, said by its own example. */
function partialNote(
  matchesWhole: (text: string) => boolean,
  example: string | undefined,
): readonly string[] {
  if (example === undefined || example.trim() === '') return [];
  const longer = `${example}/more`;
  return matchesWhole(longer) ? [] : [`but not ${code(longer)}`];
}
