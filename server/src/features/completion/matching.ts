/** How clients match what is typed with a word: all letters, in order, in either case. */
export function isSubsequence(typed: string, word: string): boolean {
  const text = word.toLowerCase();
  let at = 0;
  for (const letter of typed.toLowerCase()) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
