/**
 * Keys and short values come again and again, within an object and from one to the next: they are one string for all,
 * which takes its memory once, keeps no file alive and is found equal at a glance.
 */

const LONGEST = 40;
const PLACES = 4096;
/** The last text of those that belong at a place: two of them take turns. */
const texts: (string | undefined)[] = new Array(PLACES).fill(undefined);

/** As `source.slice(start, end)`. */
export function sharedText(source: string, start: number, end: number): string {
  const length = end - start;
  if (length <= 0 || length > LONGEST) return source.slice(start, end);
  const place = placeOf(source, start, length);
  const known = texts[place];
  if (known !== undefined && known.length === length && source.startsWith(known, start)) return known;
  const text = detached(source.slice(start, end));
  texts[place] = text;
  return text;
}

/** By a few of its characters. */
function placeOf(source: string, start: number, length: number): number {
  const first = source.charCodeAt(start);
  const middle = source.charCodeAt(start + (length >> 1));
  const last = source.charCodeAt(start + length - 1);
  return (first + middle * 31 + last * 961 + length * 7) % PLACES;
}

/** A copy that does not keep the text alive that it was cut from. */
export function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
