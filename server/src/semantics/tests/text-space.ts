/** Texts of a domain, one for each way in which patterns of policies and routes can hold or not. */
import type { Fields } from '../fields.ts';
import { type Language, Languages } from '../partition/language.ts';
import { exactly, startingWith } from '../partition/patterns.ts';
import { expression } from '../partition/regular-expression.ts';
import { witnesses } from '../partition/witnesses.ts';

/** More combinations are not looked at. */
export const MAX_REQUESTS = 50_000;

type Reader = (languages: Languages, text: string) => Language;

/** Texts of a domain, one for each way in which values of policies and matches of routes can hold or not. */
export function textsOf(
  domain: string,
  values: readonly string[],
  read: Reader,
  matches: readonly Fields[],
): readonly string[] | undefined {
  const languages = new Languages();
  const whole = expression(languages, domain);
  const ofRoutes = matches.flatMap((match) => stringMatch(languages, match));
  if (whole === undefined || ofRoutes.includes(undefined)) return undefined;
  const patterns = [
    ...values.map((value) => read(languages, value)),
    ...ofRoutes.filter((each) => each !== undefined),
  ];
  return witnesses(languages, whole, patterns);
}

function stringMatch(languages: Languages, match: Fields): readonly (Language | undefined)[] {
  const exact = match.get('exact').string();
  if (exact !== undefined) return [exactly(languages, exact)];
  const prefix = match.get('prefix').string();
  if (prefix !== undefined) return [startingWith(languages, prefix)];
  const regex = match.get('regex').string();
  return regex === undefined || regex === '*' ? [] : [expression(languages, regex)];
}
