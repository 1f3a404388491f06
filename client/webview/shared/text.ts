/** Text from files, as it is shown: what would hide or reorder it is made visible. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be seen.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** Control characters as their pictures (`␛`), those that change direction or hide as `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(PICTURES + code);
    if (code === DELETE) return '␡';
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

const MAX_SHOWN = 300;

/** Shortened in the middle, so that both ends stay. */
export function middle(text: string, length = MAX_SHOWN): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

/** As it is shown in one line. */
export function shown(text: string): string {
  return visible(middle(text));
}
