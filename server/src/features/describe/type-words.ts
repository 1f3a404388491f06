/** Types and limits of fields in a few words. */
import type { FieldSchema } from '../../schema/field-schema.ts';

/** `string`, `list of objects`, `map of strings`, `enum`. */
export function typeWords(field: FieldSchema, format?: string): string {
  if (field.enum !== undefined) return 'enum';
  if (field.type === 'string' && isDuration(field, format)) return 'duration';
  if (field.type === 'list') return `list of ${plural(field.element, format)}`;
  if (field.type === 'map') return `map of ${plural(field.element)}`;
  if (field.type === 'any') return field.open === true ? 'any value' : 'value';
  return field.type === 'int-or-string' ? 'integer or string' : field.type;
}

function plural(element: FieldSchema | undefined, format?: string): string {
  if (element === undefined) return 'values';
  if (element.enum !== undefined) return 'enum values';
  if (element.type === 'list') return 'lists';
  return (
    { any: 'values', 'int-or-string': 'integers or strings' }[element.type as string] ??
    `${typeWords(element, format)}s`
  );
}

/** Gateway API: up to four whole numbers with units. */
const DURATION_PATTERN = '^([0-9]{1,5}(h|m|s|ms)){1,4}$';

/** Durations are plain strings in the schema; their documentation or their pattern says so. */
export function isDuration(field: FieldSchema, format: string | undefined): boolean {
  return field.type === 'string' && (field.pattern === DURATION_PATTERN || /^duration\b/.test(format ?? ''));
}

/** Limits of the schema, `1 to 65535`, `at most 16 items`; undefined when there are none worth naming. */
export function limitWords(field: FieldSchema): string | undefined {
  const words = [
    span(field.minimum, wordlessMaximum(field.maximum), ''),
    span(field.minLength, field.maxLength, ' characters'),
    span(field.minItems, field.maxItems, ' items'),
    span(field.minProperties, field.maxProperties, ' entries'),
  ].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(', ');
}

/** The whole range of a number type is no limit that a person could meet. */
function wordlessMaximum(maximum: number | undefined): number | undefined {
  return maximum !== undefined && maximum >= 2 ** 31 - 1 ? undefined : maximum;
}

function span(low: number | undefined, high: number | undefined, unit: string): string | undefined {
  const isZero = low === undefined || low === 0;
  if (high === undefined)
    return low === undefined || (isZero && unit !== '') ? undefined : `at least ${low}${unit}`;
  if (low === undefined || (isZero && unit !== '')) return `at most ${high}${unit}`;
  return low === high ? `exactly ${low}${unit}` : `${low} to ${high}${unit}`;
}
