/** Just enough of X.509 to know when a certificate is valid. */

/** Times in milliseconds since 1970. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const UTC_TIME = 0x17;
/** `YYYYMMDDHHMMSSZ`. */
const LONGEST_TIME = 15;
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/** Validity of the first certificate in a PEM text; undefined when there is none that can be read. */
export function certificateValidity(pem: string): Validity | undefined {
  const end = pem.indexOf(END);
  const start = pem.lastIndexOf(BEGIN, end);
  const bytes = end < 0 || start < 0 ? undefined : decodeBase64(pem.slice(start + BEGIN.length, end));
  if (bytes === undefined) return undefined;
  const [certificate] = elements(bytes, 0, bytes.length);
  const [signed] = inside(bytes, certificate);
  const fields = inside(bytes, signed);
  // Version, an explicit tag, is left out by the oldest certificates; then serial, algorithm, issuer, validity.
  const validity = fields[(fields[0]?.tag ?? 0) === 0xa0 ? 4 : 3];
  const [first, second] = inside(bytes, validity);
  const notBefore = time(bytes, first);
  const notAfter = time(bytes, second);
  return notBefore === undefined || notAfter === undefined ? undefined : { notBefore, notAfter };
}

/** Bytes of a base64 text, blanks ignored; undefined when it is none. */
export function decodeBase64(text: string): readonly number[] | undefined {
  const compact = text.replace(/\s+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of compact.replace(/={1,2}$/, '')) {
    bits = ((bits << 6) | ALPHABET.indexOf(char)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
  }
  return bytes;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function inside(bytes: readonly number[], element: Element | undefined): readonly Element[] {
  return element?.tag === SEQUENCE ? elements(bytes, element.start, element.end) : [];
}

/** DER elements that follow one another; reading stops where the bytes make no sense. */
function elements(bytes: readonly number[], from: number, to: number): readonly Element[] {
  const found: Element[] = [];
  let at = from;
  while (at + 1 < to) {
    const tag = bytes[at] ?? 0;
    const short = bytes[at + 1] ?? 0;
    const width = short < 0x80 ? 0 : short & 0x7f;
    const size =
      width === 0 ? short : bytes.slice(at + 2, at + 2 + width).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + width;
    if (width > 4 || start + size > to) break;
    found.push({ tag, start, end: start + size });
    at = start + size;
  }
  return found;
}

/** `YYMMDDHHMMSSZ` (50 and above is the last century), or the same with four digits of year. */
function time(bytes: readonly number[], element: Element | undefined): number | undefined {
  if (element === undefined || element.end - element.start > LONGEST_TIME) return undefined;
  const digits = String.fromCharCode(...bytes.slice(element.start, element.end));
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(digits);
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  const century = year < 50 ? 2000 : 1900;
  const full = element.tag === UTC_TIME ? century + year : year;
  return Date.UTC(full, month - 1, day, hours, minutes, seconds);
}
