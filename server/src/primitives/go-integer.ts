/** Go's `strconv.Atoi`, which upstream uses to tell numbers from names. */

const INT64_MAX = 9_223_372_036_854_775_807n;
const INTEGER = /^[+-]?[0-9]+$/;
/** Digits of the largest int64, behind any leading zeros. */
const INT64_DIGITS = 19;

/** True for an optionally signed base-10 integer that fits int64; leading zeros are fine. */
export function isGoInteger(text: string): boolean {
  return goInteger(text) !== undefined;
}

export function goInteger(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const isNegative = text.startsWith('-');
  const digits = text.replace(/^[+-]?0*/, '');
  if (digits.length > INT64_DIGITS) return undefined;
  const magnitude = BigInt(digits === '' ? '0' : digits);
  if (magnitude > INT64_MAX + (isNegative ? 1n : 0n)) return undefined;
  return isNegative ? -magnitude : magnitude;
}
