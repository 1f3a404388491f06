/** Forms about the members of one object. */
import { parseDuration } from '../../primitives/duration.ts';
import type { Breach, FormOf } from './condition.ts';
import { has, member, sizeOf, text } from './values.ts';

export function portForService(value: unknown): readonly Breach[] {
  if (text(value, 'group') !== '' || text(value, 'kind') !== 'Service' || has(value, 'port')) return [];
  const name = text(value, 'name');
  if (name === undefined) return [];
  return [{ what: 'port-missing', at: '.name', part: 'value', data: { name }, unless: ['.port'] }];
}

export function atMostOneOf(value: unknown, { members }: FormOf<'atMostOneOf'>): readonly Breach[] {
  const [first, second] = members;
  if (!has(value, first) || !has(value, second)) return [];
  return [{ what: 'not-together', at: `.${second}`, part: 'key', data: { first, second } }];
}

export function notBoth(value: unknown, { fields }: FormOf<'notBoth'>): readonly Breach[] {
  const [first, second] = fields;
  if (sizeOf(member(value, first)) === 0 || sizeOf(member(value, second)) === 0) return [];
  return [{ what: 'not-together', at: `.${second}`, part: 'key', data: { first, second } }];
}

export function atLeastOneOf(value: unknown, { members }: FormOf<'atLeastOneOf'>): readonly Breach[] {
  return members.some((name) => has(value, name)) ? [] : noneOf(members);
}

export function oneNeeded(value: unknown, { fields }: FormOf<'oneNeeded'>): readonly Breach[] {
  return fields.some((name) => sizeOf(member(value, name)) > 0) ? [] : noneOf(fields);
}

function noneOf(members: readonly string[]): readonly Breach[] {
  const unless = members.map((name) => `.${name}`);
  return [{ what: 'none-of', at: '', part: 'key', data: { members, because: null }, unless }];
}

export function notGreater(value: unknown, { left, right }: FormOf<'notGreater'>): readonly Breach[] {
  const [a, b] = [member(value, left), member(value, right)];
  if (typeof a !== 'number' || typeof b !== 'number' || a <= b) return [];
  return [greater(left, a, right, b)];
}

function greater(left: string, a: number | string, right: string, b: number | string): Breach {
  return {
    what: 'greater',
    at: `.${left}`,
    part: 'value',
    data: { left, leftValue: String(a), right, rightValue: String(b) },
    unless: [`.${left}`, `.${right}`],
  };
}

function nanoseconds(value: string | undefined): bigint | undefined {
  const parsed = value === undefined ? undefined : parseDuration(value);
  return parsed?.ok === true ? parsed.nanoseconds : undefined;
}

export function durationNotGreater(
  value: unknown,
  { left, right }: FormOf<'durationNotGreater'>,
): readonly Breach[] {
  const limit = member(value, right);
  // A number lacks its unit and is mended to seconds: what contradicts that is told with it, not after it.
  const isNumber = typeof limit === 'number';
  const [a, b] = [text(value, left), isNumber ? `${limit}s` : text(value, right)];
  const [shorter, longer] = [nanoseconds(a), nanoseconds(b)];
  // Zero is no limit.
  if (shorter === undefined || longer === undefined || longer === 0n || shorter <= longer) return [];
  const breach = greater(left, a ?? '', right, b ?? '');
  return [isNumber ? { ...breach, unless: [`.${left}`] } : breach];
}

export function durationBetween(
  value: unknown,
  { min, above, max }: FormOf<'durationBetween'>,
  field: string,
): readonly Breach[] {
  if (typeof value !== 'string') return [];
  const [at, longest] = [nanoseconds(value), nanoseconds(max)];
  const least = nanoseconds(min ?? above) ?? 0n;
  if (at === undefined || longest === undefined) return [];
  if (at <= longest && (min === undefined ? at > least : at >= least)) return [];
  const bounds = min === undefined ? `longer than ${above} and at most ${max}` : `between ${min} and ${max}`;
  return [{ what: 'bad-duration', at: '', part: 'value', data: { field, value, bounds } }];
}
