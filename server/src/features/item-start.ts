/** Where an item of a list begins: at its dash, which nodes leave out. */

/** The offset of the dash before a value of a block list; that of the value where something else stands between. */
export function itemStart(text: string, valueStart: number): number {
  let at = valueStart - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  return text.charAt(at) === '-' ? at : valueStart;
}
