/** What a value says by itself: a regular expression, a weight. */
import type { Resource } from '../../../model/resource.ts';
import { fieldDoc } from '../../../schema/docs.ts';
import type { KindSchema } from '../../../schema/field-schema.ts';
import { describeRegex, type RegexUse } from './regex.ts';
import { describeWeight } from './weight.ts';

export interface WrittenValue {
  readonly resource: Resource;
  readonly kind: KindSchema;
  /** Relative to the object. */
  readonly path: string;
  /** `spec.http[].match[].uri.regex`, as documentation names it. */
  readonly fieldPath: string;
  readonly written: string;
}

export function valueMeaning(value: WrittenValue): string | undefined {
  const use = regexUse(value);
  return use === undefined ? describeWeight(value.resource, value.path) : describeRegex(value.written, use);
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
