/** Text from files for places that show it as it is: what would hide or reorder it is made visible. */

/** With halves of pairs, and what XML forbids. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;
const LONGEST = 200;

/** In one line: shortened in the middle, so that both ends stay; hidden characters as `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  const half = LONGEST / 2;
  const short = text.length <= LONGEST ? text : `${text.slice(0, half)}…${text.slice(-half)}`;
  return visibleCharacters(short);
}

/** As long as it is; hidden characters as `⟨U+202E⟩`. */
export function visibleCharacters(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
