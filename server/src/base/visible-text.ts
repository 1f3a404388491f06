/** Text from files for places that show it as it is: what would hide or reorder it is made visible. */

const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LONGEST = 200;

/** In one line: shortened in the middle, so that both ends stay; hidden characters as `⟨U+202E⟩`. */
export function visibleText(text: string): string {
  const half = LONGEST / 2;
  const short = text.length <= LONGEST ? text : `${text.slice(0, half)}…${text.slice(-half)}`;
  return short.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
