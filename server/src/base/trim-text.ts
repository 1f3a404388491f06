/** Cutting characters off texts by looking at each once: `/x+$/` looks at a long run again from every place in it. */

/** Without the characters of `characters` at its end. */
export function trimEndOf(text: string, characters: string): string {
  return text.slice(0, tailStart(text, text.length, characters));
}

/** Where the run of `characters` begins that ends at `end`; `end` itself when there is none. */
export function tailStart(text: string, end: number, characters: string): number {
  let at = end;
  while (at > 0 && characters.includes(text.charAt(at - 1))) at--;
  return at;
}
