/** Texts as bytes. */

/** Lone halves of surrogate pairs become U+FFFD, as every encoder writes them. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let size = 0;
  const add = (...units: readonly number[]) => {
    for (const unit of units) bytes[size++] = unit;
  };
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) bytes[size++] = code;
    else if (code < 0x800) add(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) add(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else add(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes.slice(0, size);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64(text: string): string {
  const bytes = utf8Bytes(text);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    pieces.push(
      ALPHABET.charAt(first >> 2),
      ALPHABET.charAt(((first & 3) << 4) | ((second ?? 0) >> 4)),
      second === undefined ? '=' : ALPHABET.charAt(((second & 15) << 2) | ((third ?? 0) >> 6)),
      third === undefined ? '=' : ALPHABET.charAt(third & 63),
    );
  }
  return pieces.join('');
}
