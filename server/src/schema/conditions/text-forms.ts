/** Forms about the spelling of one text. */
import { childPath } from '../../base/node-path.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { type CompiledRe2, compileRe2 } from '../../primitives/regex.ts';
import type { Breach, FormOf, TextForm, TextReason, When } from './condition.ts';
import { isOneOf, items, record, text } from './values.ts';

const compiled = new Map<string, CompiledRe2 | undefined>();

/** The patterns are the CRDs' own, so there are few. */
function fits(pattern: string, value: string): boolean {
  let regex = compiled.get(pattern);
  if (regex === undefined && !compiled.has(pattern)) {
    const made = compileRe2(pattern);
    regex = made.ok ? made : undefined;
    compiled.set(pattern, regex);
  }
  return regex?.matchesSomewhere(value) ?? true;
}

function badText(at: string, field: string, value: string, reason: TextReason, when?: When): Breach {
  const [by = null] = Object.keys(when ?? {});
  return {
    what: 'bad-text',
    at,
    part: 'value',
    data: { field, value, reasons: [reason], by },
    unless: by === null ? [] : [`.${by}`],
  };
}

/** The value of the field when the form speaks of it. */
function subject(value: unknown, check: { readonly field: string; readonly when: When }): string | undefined {
  return isOneOf(value, check.when) ? text(value, check.field) : undefined;
}

export function startsWith(value: unknown, check: FormOf<'startsWith'>): readonly Breach[] {
  const found = subject(value, check);
  if (found === undefined || found.startsWith(check.value)) return [];
  return [badText(`.${check.field}`, check.field, found, { must: 'start', text: check.value }, check.when)];
}

export function notContains(value: unknown, check: FormOf<'notContains'>): readonly Breach[] {
  const found = subject(value, check);
  if (found === undefined || !found.includes(check.value)) return [];
  return [
    badText(`.${check.field}`, check.field, found, { must: 'not-contain', text: check.value }, check.when),
  ];
}

export function notEndsWith(
  value: unknown,
  { field, when, value: end }: FormOf<'notEndsWith'>,
  name: string,
): readonly Breach[] {
  const found =
    field === undefined || when === undefined
      ? typeof value === 'string'
        ? value
        : undefined
      : subject(value, { field, when });
  if (found?.endsWith(end) !== true) return [];
  const at = field === undefined ? '' : `.${field}`;
  return [badText(at, field ?? name, found, { must: 'not-end', text: end }, when)];
}

const FORM_OF_FIELD: ReadonlyMap<string, TextForm> = new Map([
  ['service', 'grpc-service'],
  ['method', 'grpc-method'],
  ['value', 'path'],
]);

export function matches(value: unknown, check: FormOf<'matches'>): readonly Breach[] {
  const found = subject(value, check);
  if (found === undefined || fits(check.pattern, found)) return [];
  const isHost = Object.values(check.when).some((allowed) => allowed.includes('Hostname'));
  const must = isHost ? 'host' : (FORM_OF_FIELD.get(check.field) ?? 'path');
  return [badText(`.${check.field}`, check.field, found, { must: 'be', text: must }, check.when)];
}

export function ipAddress(value: unknown, check: FormOf<'ipAddress'>): readonly Breach[] {
  const found = subject(value, check);
  if (found === undefined || isIpAddress(found)) return [];
  return [badText(`.${check.field}`, check.field, found, { must: 'be', text: 'ip' }, check.when)];
}

export function noIP(value: unknown, _check: unknown, list: string): readonly Breach[] {
  return items(value).flatMap((item, index) =>
    typeof item === 'string' && isIpAddress(item)
      ? [badText(`[${index}]`, list, item, { must: 'be', text: 'no-ip' })]
      : [],
  );
}

export function eachMatches(value: unknown, check: FormOf<'eachMatches'>, list: string): readonly Breach[] {
  const must = check.when === 'star' ? 'wildcard-host' : 'host';
  return items(value).flatMap((item, index) => {
    if (typeof item !== 'string' || item.includes('*') !== (check.when === 'star')) return [];
    return fits(check.pattern, item) ? [] : [badText(`[${index}]`, list, item, { must: 'be', text: must })];
  });
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

export function dnsLabelOrEmpty(value: unknown, _check: unknown, field: string): readonly Breach[] {
  if (typeof value !== 'string' || value === '' || DNS_LABEL.test(value)) return [];
  return [badText('', field, value, { must: 'be', text: 'dns-label' })];
}

export function keysMatch(value: unknown, check: FormOf<'keysMatch'>, map: string): readonly Breach[] {
  return Object.keys(record(value) ?? {}).flatMap((key) =>
    fits(check.pattern, key) ? [] : [badKey(key, map, null)],
  );
}

export function keyPrefixShorterThan(
  value: unknown,
  { max }: FormOf<'keyPrefixShorterThan'>,
  map: string,
): readonly Breach[] {
  return Object.keys(record(value) ?? {}).flatMap((key) => {
    const [prefix = ''] = key.split('/', 1);
    return prefix.length > max && [...prefix].length > max ? [badKey(key, map, max)] : [];
  });
}

function badKey(key: string, map: string, max: number | null): Breach {
  return { what: 'bad-key', at: childPath('.', key).slice(1), part: 'key', data: { key, map, max } };
}
