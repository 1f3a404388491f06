/** Forms about the items of one list. */
import type { Breach, FormOf } from './condition.ts';
import { has, isOneOf, items, member, sizeOf, text } from './values.ts';

type Keyed = FormOf<'unique' | 'allOrNone'>;

function identity(item: unknown, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => member(item, key) ?? ''));
}

function isSet(item: unknown, field: string): boolean {
  const value = member(item, field);
  return value !== undefined && value !== '' && value !== 0;
}

export function unique(value: unknown, check: FormOf<'unique'>, list: string): readonly Breach[] {
  const seen = new Set<string>();
  const breaches: Breach[] = [];
  for (const [index, item] of items(value).entries()) {
    if (check.counted?.some((field) => !has(item, field)) === true) continue;
    if (check.when !== undefined && !isOneOf(item, check.when)) continue;
    const id = identity(item, check.key);
    if (seen.has(id)) breaches.push(sameItems(item, index, check, list));
    seen.add(id);
  }
  return breaches;
}

function sameItems(item: unknown, index: number, { key }: Keyed, list: string): Breach {
  const [only] = key.length === 1 ? key : [];
  const written = key.filter((field) => isSet(item, field));
  return {
    what: 'same-items',
    at: only === undefined ? `[${index}]` : `[${index}].${only}`,
    part: 'value',
    data: { list, keys: written, value: written.map((field) => String(member(item, field))).join(', ') },
  };
}

export function allOrNone(value: unknown, check: FormOf<'allOrNone'>, list: string): readonly Breach[] {
  const groups = new Map<string, (readonly [number, unknown])[]>();
  for (const [index, item] of items(value).entries()) {
    const id = identity(item, check.key);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [[index, item]]);
    else group.push([index, item]);
  }
  return [...groups.values()].flatMap((group) =>
    check.fields.flatMap((field): Breach[] => {
      const without = group.find(([, item]) => !isSet(item, field));
      if (without === undefined || !group.some(([, item]) => isSet(item, field))) return [];
      const [index, item] = without;
      return [
        {
          what: 'some-only',
          at: `[${index}]`,
          part: 'value',
          data: { list, name: text(item, 'name') ?? '', field },
        },
      ];
    }),
  );
}

export function sumOfSizes(value: unknown, check: FormOf<'sumOfSizes'>): readonly Breach[] {
  let count = 0;
  for (const item of items(value)) count += items(member(item, check.list)).length;
  if (count <= check.max) return [];
  return [{ what: 'too-many', at: '', part: 'key', data: { inner: check.list, count, max: check.max } }];
}

export function notTogether(value: unknown, { types }: FormOf<'notTogether'>): readonly Breach[] {
  const [one, other] = types.map((type) => items(value).findIndex((item) => text(item, 'type') === type));
  if (one === undefined || other === undefined || one < 0 || other < 0) return [];
  const [first, second] = one < other ? types : [types[1], types[0]];
  return [
    {
      what: 'not-together',
      at: `[${Math.max(one, other)}].type`,
      part: 'value',
      data: { first, second },
    },
  ];
}

export function atMostOne(value: unknown, { type }: FormOf<'atMostOne'>): readonly Breach[] {
  return items(value)
    .flatMap((item, index) => (text(item, 'type') === type ? [index] : []))
    .slice(1)
    .map((index) => ({
      what: 'several-of-type',
      at: `[${index}].type`,
      part: 'value',
      data: { type },
    }));
}

export function starAlone(value: unknown, _check: unknown, list: string): readonly Breach[] {
  const at = items(value).indexOf('*');
  if (at < 0 || items(value).length < 2) return [];
  return [{ what: 'star-not-alone', at: `[${at}]`, part: 'value', data: { list } }];
}

export function absentWhen(value: unknown, check: FormOf<'absentWhen'>): readonly Breach[] {
  const [by = ''] = Object.keys(check.when);
  return items(value).flatMap((item, index): Breach[] => {
    if (!isOneOf(item, check.when) || !has(item, check.field) || member(item, check.field) === '') return [];
    return [
      {
        what: 'not-for',
        at: `[${index}].${check.field}`,
        part: 'key',
        data: { field: check.field, by, value: text(item, by) ?? '', parent: `[${index}]` },
      },
    ];
  });
}

export function valueWhen(value: unknown, check: FormOf<'valueWhen'>): readonly Breach[] {
  const [by = ''] = Object.keys(check.when);
  return items(value).flatMap((item, index): Breach[] => {
    const actual = text(item, check.field);
    if (!isOneOf(item, check.when) || actual === undefined || actual === check.value) return [];
    const data = {
      field: check.field,
      value: actual,
      needed: check.value,
      by,
      byValue: text(item, by) ?? '',
    };
    const at = `[${index}].${check.field}`;
    return [{ what: 'wrong-value', at, part: 'value', data, unless: [at] }];
  });
}

export function presentWhen(value: unknown, check: FormOf<'presentWhen'>): readonly Breach[] {
  const [by = ''] = Object.keys(check.when);
  return items(value).flatMap((item, index): Breach[] => {
    if (!isOneOf(item, check.when) || has(item, check.field)) return [];
    const data = { field: check.field, by, value: text(item, by) ?? '' };
    const unless = [`[${index}].${check.field}`];
    return [{ what: 'needed-for', at: `[${index}].${by}`, part: 'value', data, unless }];
  });
}

export function anyNonEmptyWhen(value: unknown, check: FormOf<'anyNonEmptyWhen'>): readonly Breach[] {
  const [by = ''] = Object.keys(check.when);
  const isFilled = check.fields.some((field) => sizeOf(member(value, field)) > 0);
  if (isFilled || !isOneOf(value, check.when)) return [];
  const because = `${by} ${text(value, by) ?? ''}`;
  const unless = check.fields.map((field) => `.${field}`);
  return [{ what: 'none-of', at: '', part: 'key', data: { members: check.fields, because }, unless }];
}
