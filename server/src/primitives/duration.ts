/** Durations as Go writes them: `90s`, `1m30s`, `1.5h`. There is no unit for days. */
import { trimEndOf } from '../base/trim-text.ts';

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

export const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** Magnitude a negative duration may reach; positive ones end one nanosecond earlier. */
const INT64_LIMIT = 1n << 63n;
const INT64_DIGITS = 19;

export type DurationProblem = 'empty' | 'syntax' | 'missing-unit' | 'unknown-unit' | 'too-large';

export type DurationResult =
  | { readonly ok: true; readonly nanoseconds: bigint }
  | {
      readonly ok: false;
      readonly problem: DurationProblem;
      /** The offending part, in UTF-16 offsets. */
      readonly start: number;
      readonly end: number;
    };

/** P-DUR-SYNTAX: optional sign, then `0` or numbers with units. About ±292 years at most. */
export function parseDuration(text: string): DurationResult {
  if (text === '') return fault('empty', 0, 0);
  const isSigned = text.startsWith('-') || text.startsWith('+');
  let at = isSigned ? 1 : 0;
  if (text.slice(at) === '0') return { ok: true, nanoseconds: 0n };
  if (at === text.length) return fault('syntax', 0, text.length);
  let total = 0n;
  while (at < text.length) {
    const term = parseTerm(text, at);
    if (!term.ok) return term;
    total += term.nanoseconds;
    if (total > INT64_LIMIT) return fault('too-large', 0, text.length);
    at = term.next;
  }
  const isNegative = text.startsWith('-');
  if (total === INT64_LIMIT && !isNegative) return fault('too-large', 0, text.length);
  return { ok: true, nanoseconds: isNegative ? -total : total };
}

type Term =
  | { readonly ok: true; readonly nanoseconds: bigint; readonly next: number }
  | Extract<DurationResult, { ok: false }>;

function parseTerm(text: string, start: number): Term {
  const wholeEnd = digitsEnd(text, start);
  const fractionStart = text[wholeEnd] === '.' ? wholeEnd + 1 : wholeEnd;
  const fractionEnd = fractionStart > wholeEnd ? digitsEnd(text, fractionStart) : wholeEnd;
  const digitCount = wholeEnd - start + (fractionEnd - fractionStart);
  if (digitCount === 0) return fault('syntax', start, text.length);
  const unitEnd = unitEndOf(text, fractionEnd);
  if (unitEnd === fractionEnd) return fault('missing-unit', start, unitEnd);
  const unit = UNITS.get(text.slice(fractionEnd, unitEnd));
  if (unit === undefined) return fault('unknown-unit', fractionEnd, unitEnd);
  const whole = integerOf(text.slice(start, wholeEnd));
  if (whole === undefined || whole > INT64_LIMIT / unit) return fault('too-large', start, unitEnd);
  const nanoseconds = whole * unit + fractionOf(text.slice(fractionStart, fractionEnd), unit);
  return { ok: true, nanoseconds, next: unitEnd };
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && isDigit(text, at)) at++;
  return at;
}

function unitEndOf(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '.' && !isDigit(text, at)) at++;
  return at;
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
}

function integerOf(digits: string): bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  return significant.length > INT64_DIGITS ? undefined : BigInt(significant === '' ? '0' : significant);
}

/** Go multiplies fractions in doubles and cuts off below a nanosecond; so do we, to agree on every digit. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (next > INT64_LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

function fault(problem: DurationProblem, start: number, end: number): Extract<DurationResult, { ok: false }> {
  return { ok: false, problem, start, end };
}

export type DurationValueResult =
  | DurationResult
  | {
      readonly ok: false;
      readonly problem: 'too-short' | 'not-whole-milliseconds';
      readonly nanoseconds: bigint;
    };

/** At least 1ms (P-DUR-CRD, what the API server asks for). */
export function checkCrdDuration(text: string): DurationValueResult {
  const parsed = parseDuration(text);
  if (!parsed.ok || parsed.nanoseconds >= NANOSECONDS_PER_MILLISECOND) return parsed;
  return { ok: false, problem: 'too-short', nanoseconds: parsed.nanoseconds };
}

/** At least 1ms, in whole milliseconds (P-DUR, what the webhook asks for). */
export function checkDuration(text: string): DurationValueResult {
  const checked = checkCrdDuration(text);
  if (!checked.ok || checked.nanoseconds % NANOSECONDS_PER_MILLISECOND === 0n) return checked;
  return { ok: false, problem: 'not-whole-milliseconds', nanoseconds: checked.nanoseconds };
}

/** The shortest usual spelling: `1m30s`, `1.5s`, `250ms`, `0s`. Reading it back gives the same duration. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (magnitude < 1_000n) return `${sign}${magnitude}ns`;
  if (magnitude < NANOSECONDS_PER_MILLISECOND) return `${sign}${decimal(magnitude, 1_000n)}us`;
  if (magnitude < 1_000_000_000n) return `${sign}${decimal(magnitude, NANOSECONDS_PER_MILLISECOND)}ms`;
  const hours = magnitude / 3_600_000_000_000n;
  const minutes = (magnitude / 60_000_000_000n) % 60n;
  const rest = magnitude % 60_000_000_000n;
  const parts = [
    hours > 0n ? `${hours}h` : '',
    minutes > 0n ? `${minutes}m` : '',
    rest > 0n ? `${decimal(rest, 1_000_000_000n)}s` : '',
  ];
  return sign + parts.join('');
}

/** In words: `1 minute 30 seconds`, `250 milliseconds`. */
export function explainDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0 seconds';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const parts = [
    counted(magnitude / 3_600_000_000_000n, 'hour'),
    counted((magnitude / 60_000_000_000n) % 60n, 'minute'),
    counted((magnitude / 1_000_000_000n) % 60n, 'second'),
    counted((magnitude / NANOSECONDS_PER_MILLISECOND) % 1_000n, 'millisecond'),
    counted((magnitude / 1_000n) % 1_000n, 'microsecond'),
    counted(magnitude % 1_000n, 'nanosecond'),
  ].filter((part) => part !== '');
  return (nanoseconds < 0n ? 'minus ' : '') + parts.join(' ');
}

function counted(count: bigint, unit: string): string {
  if (count === 0n) return '';
  return `${count} ${unit}${count === 1n ? '' : 's'}`;
}

function decimal(value: bigint, unit: bigint): string {
  const digits = (value % unit).toString().padStart(unit.toString().length - 1, '0');
  const fraction = trimEndOf(digits, '0');
  return fraction === '' ? `${value / unit}` : `${value / unit}.${fraction}`;
}

/** As configuration dumps print it: `1500ms` is `1.5s`, `1m` is `60s`. Text that is no duration stays. */
export function durationInSeconds(text: string): string {
  const parsed = parseDuration(text);
  if (!parsed.ok) return text;
  const second = 1_000_000_000n;
  const fraction = trimEndOf((parsed.nanoseconds % second).toString().padStart(9, '0'), '0');
  const whole = parsed.nanoseconds / second;
  return fraction === '' ? `${whole}s` : `${whole}.${fraction}s`;
}
