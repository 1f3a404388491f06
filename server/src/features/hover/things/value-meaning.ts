/** What a value says by itself: a regular expression, a weight, a status code. A new meaning is one entry here. */
import { fieldDoc } from '../../../schema/docs.ts';
import { describeRegex, type RegexUse } from './regex.ts';
import { describeRetryOn } from './retry-on.ts';
import { describeStatusCode } from './status-code.ts';
import { describeWeight } from './weight.ts';
import type { WrittenValue } from './written-value.ts';

/** The first that has something to say is shown above the description of the field. */
const MEANINGS: readonly ((value: WrittenValue) => string | undefined)[] = [
  describeRegexValue,
  describeWeight,
  describeStatusCode,
  describeRetryOn,
];

export function valueMeaning(value: WrittenValue): string | undefined {
  for (const meaning of MEANINGS) {
    const text = meaning(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

function describeRegexValue(value: WrittenValue): string | undefined {
  const use = regexUse(value);
  return use === undefined ? undefined : describeRegex(value.written, use);
}

function regexUse({ resource, kind, path, fieldPath }: WrittenValue): RegexUse | undefined {
  if (/\bRE2\b/.test(fieldDoc(kind.id, fieldPath)?.format ?? '')) {
    return fieldPath.endsWith('.regex') ? 'whole' : 'somewhere';
  }
  // Gateway API: the type beside the value says how it is compared.
  if (!path.endsWith('.value')) return undefined;
  const match = resource.cursor.at(path.slice(0, path.lastIndexOf('.')));
  return match.get('type').string() === 'RegularExpression' ? 'whole' : undefined;
}
