/** Lists of names for people: long ones say how many there are. */

/** More than these nobody reads. */
export const MOST_NAMES = 20;

/** `"a", "b"`, or `"a", … and 30 more`. @param count of all names, when `names` are the first of them */
export function nameList(names: readonly string[], count = names.length): string {
  const shown = names.slice(0, MOST_NAMES);
  const text = shown.map((name) => `"${name}"`).join(', ');
  return count > shown.length ? `${text} and ${count - shown.length} more` : text;
}
