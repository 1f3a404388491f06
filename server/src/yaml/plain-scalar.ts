/**
 * Plain scalars as the API server reads them: YAML 1.1 in the dialect of `sigs.k8s.io/yaml`. Dates and sexagesimal
 * numbers stay strings there, `012` is octal, `1_000` a number, `on` and `y` are booleans.
 */

export type PlainValue = string | number | boolean | null;

const CONSTANTS: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
    (text) => [text, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
    (text) => [text, false] as const,
  ),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text) => [text, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, Number.NaN] as const),
]);

/** The constants that YAML 1.2 reads as YAML 1.1 does. */
const CORE_CONSTANTS =
  /^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const LONGEST_CONSTANT = 5;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const CORE_INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const RADIX_INTEGER = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
/** `int64` and `uint64` together reach from here to there; what is larger is read as a float, if its form allows. */
const LARGEST_INTEGER = 2 ** 64;
const SMALLEST_INTEGER = -(2 ** 63);

/** The value of plain text that stands without a tag. */
export function plainValue(text: string): PlainValue {
  const first = text.charCodeAt(0);
  // Digits, sign or dot: perhaps a number. Every other constant is short.
  const isNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!isNumeric && text.length > LONGEST_CONSTANT) return text;
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  return isNumeric ? (numericValue(text) ?? text) : text;
}

function numericValue(text: string): number | undefined {
  if (text.length === 1) {
    const digit = text.charCodeAt(0) - 48;
    return digit >= 0 && digit <= 9 ? digit : undefined;
  }
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const radix = RADIX_INTEGER.exec(plain);
  if (radix !== null) {
    const [, sign, hexadecimal, binary, octal] = radix;
    const size =
      hexadecimal === undefined
        ? binary === undefined
          ? Number.parseInt(octal ?? '', 8)
          : Number.parseInt(binary, 2)
        : Number.parseInt(hexadecimal, 16);
    const value = sign === '-' ? -size : size;
    if (value <= LARGEST_INTEGER && value >= SMALLEST_INTEGER) return value === 0 ? 0 : value;
  }
  return FLOAT.test(plain) ? Number(plain) : undefined;
}

/** The value by YAML 1.2 (core schema). */
function coreValue(text: string): PlainValue {
  if (CORE_CONSTANTS.test(text)) return CONSTANTS.get(text) ?? null;
  if (CORE_INTEGER.test(text) || FLOAT.test(text)) return Number(text);
  return text;
}

/** How both versions of YAML read a text that they read differently. */
export interface Ambiguity {
  readonly yaml11: string;
  readonly yaml12: string;
}

/** Both readings of a plain text whose YAML 1.1 value is `value`, or undefined when they agree. */
export function plainAmbiguity(text: string, value: PlainValue): Ambiguity | undefined {
  if (typeof value === 'string') return undefined;
  const other = coreValue(text);
  return Object.is(value, other) || value === other
    ? undefined
    : { yaml11: String(value), yaml12: JSON.stringify(other) };
}
