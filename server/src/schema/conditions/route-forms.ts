/** Forms about one rule of an HTTPRoute: its filters together with its matches and backends. */
import type { Breach, FormOf } from './condition.ts';
import { has, items, member, text } from './values.ts';

export function redirectWithoutBackends(value: unknown): readonly Breach[] {
  if (items(member(value, 'backendRefs')).length === 0) return [];
  const at = items(member(value, 'filters')).findIndex((filter) => has(filter, 'requestRedirect'));
  if (at < 0) return [];
  return [
    {
      what: 'redirect-with-backends',
      at: '.backendRefs',
      part: 'key',
      data: { filters: `.filters[${at}]` },
    },
  ];
}

/** CEL's `exists_one`: two filters of that kind escape the condition. */
export function prefixNeedsOnePathPrefix(
  value: unknown,
  { filters, member: name }: FormOf<'prefixNeedsOnePathPrefix'>,
): readonly Breach[] {
  const hasOne = (list: unknown) => items(list).filter((filter) => replacesPrefix(filter, name)).length === 1;
  const speaks =
    filters === 'filters'
      ? hasOne(member(value, 'filters'))
      : items(member(value, 'backendRefs')).filter((backend) => hasOne(member(backend, 'filters'))).length ===
        1;
  if (!speaks) return [];
  const matches = items(member(value, 'matches'));
  const [first] = matches;
  const type = text(first, 'path.type');
  if (matches.length === 1 && type === 'PathPrefix') return [];
  const isOne = matches.length === 1;
  const at = isOne ? (type === undefined ? '.matches[0]' : '.matches[0].path.type') : '.matches';
  return [
    {
      what: 'prefix-replaced',
      at,
      part: isOne ? 'value' : 'key',
      data: {
        member: name,
        matches: matches.length,
        type: isOne ? (type ?? null) : null,
        typePath: isOne && type !== undefined ? at : null,
      },
      unless: [at],
    },
  ];
}

function replacesPrefix(filter: unknown, name: string): boolean {
  const path = member(filter, `${name}.path`);
  return text(path, 'type') === 'ReplacePrefixMatch' && has(path, 'replacePrefixMatch');
}
