/** When a name that exists is so like a missing one that the missing one is a slip of the pen, and when it is a sibling. */

const WORDS_OF_VARIANTS: ReadonlySet<string> = new Set(
  (
    'dev develop test testing qa int integration stage staging uat preprod prod production live sandbox ' +
    'blue green red yellow black white canary stable base beta alpha old new internal external public private ' +
    'east west north south primary remote'
  ).split(' '),
);

const SHORTEST = 5;
const SHORTEST_FOR_SWAP = 4;
const SHORTEST_FOR_TWO = 9;

/** Case counts. Names of up to three characters are never near. */
export function isNearMiss(written: string, known: string): boolean {
  if (written === known) return false;
  const longer = Math.max(written.length, known.length);
  const isNear =
    longer >= SHORTEST
      ? isWithin(written, known, longer >= SHORTEST_FOR_TWO ? 2 : 1)
      : longer >= SHORTEST_FOR_SWAP && isSwap(written, known);
  // Asked last: few are near, and it costs more.
  return isNear && !isVariant(written, known);
}

const SHORTEST_BESIDE = 2;

/** In one file or folder short names are near as well. */
export function isNearBeside(written: string, known: string): boolean {
  const longer = Math.max(written.length, known.length);
  // Of longer names, a single edit makes a near miss already.
  if (longer < SHORTEST_BESIDE || longer >= SHORTEST) return isNearMiss(written, known);
  return written !== known && isWithin(written, known, 1) && !isVariant(written, known);
}

const KINDS_IN_NAMES: readonly string[] = ['gateway', 'gw', 'svc', 'service', 'tls', 'cert', 'secret'];

/** One is the other with a word behind it that says what it is: `shop` and `shop-gateway`. */
export function isNamedWithKind(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return KINDS_IN_NAMES.some((kind) => long === `${short}-${kind}`);
}

const EMPTY_WORDS: ReadonlySet<string> = new Set(
  ' istio gateway service svc app cert certs certificate tls ssl secret credential'.split(' '),
);

/** Whether two names have a part between dashes in common that says something. */
export function sharesWord(a: string, b: string): boolean {
  return hasCommon(wordsOf(a), wordsOf(b));
}

/**
 * As `sharesWord`, for names of one namespace: where each has words of its own, the namespace's do not count, since all
 * that stands there carries them (`shop-web` and `shop-redis` of `shop`).
 */
export function sharesWordIn(namespace: string, a: string, b: string): boolean {
  const common = new Set(namespace.split('-'));
  const [left, right] = [wordsOf(a), wordsOf(b)].map((words) => words.filter((word) => !common.has(word)));
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0)
    return sharesWord(a, b);
  return hasCommon(left, right);
}

function wordsOf(name: string): readonly string[] {
  return name.split('-').filter((word) => !EMPTY_WORDS.has(word));
}

function hasCommon(left: readonly string[], right: readonly string[]): boolean {
  const words = new Set(left);
  return right.some((word) => words.has(word));
}

/** Names of siblings: they differ in digits, or in a word for an environment, colour, place or version. */
export function isVariant(a: string, b: string): boolean {
  if (a === b) return false;
  if (/\d/.test(a) && /\d/.test(b) && withoutDigits(a) === withoutDigits(b)) return true;
  const [left, right] = [a.toLowerCase().split(/[-_.]/), b.toLowerCase().split(/[-_.]/)];
  if (left.length !== right.length || a.toLowerCase() === b.toLowerCase()) return false;
  return left.every(
    (word, index) =>
      word === right[index] || (WORDS_OF_VARIANTS.has(word) && WORDS_OF_VARIANTS.has(right[index] ?? '')),
  );
}

function withoutDigits(name: string): string {
  return name.replace(/\d+/g, '#');
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = commonStart(a, b);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function commonEnd(a: string, b: string, most: number): number {
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

/**
 * Whether so many insertions, deletions, replacements and swaps of neighbours make one of the other. What both have in
 * common at their ends is not looked at, nor what lies further from the diagonal than the bound; most pairs end at once.
 */
function isWithin(from: string, to: string, bound: 1 | 2): boolean {
  if (Math.abs(from.length - to.length) > bound) return false;
  const start = commonStart(from, to);
  const end = commonEnd(from, to, Math.min(from.length, to.length) - start);
  const longer = Math.max(from.length, to.length) - start - end;
  if (longer <= bound) return true;
  if (bound === 1) return longer === 2 && isSwap(from, to);
  return areWithin(from.slice(start, from.length - end), to.slice(start, to.length - end), bound);
}

/** Where they differ, each edit is tried: of so few, hardly any goes on for long. */
function areWithin(from: string, to: string, bound: number, fromStart = 0, toStart = 0): boolean {
  let [i, j] = [fromStart, toStart];
  while (i < from.length && from[i] === to[j]) {
    i++;
    j++;
  }
  const [left, right] = [from.length - i, to.length - j];
  if (Math.abs(left - right) > bound) return false;
  if (Math.max(left, right) <= bound) return true;
  if (bound === 0) return false;
  const less = bound - 1;
  const isSwapped = from[i] === to[j + 1] && from[i + 1] === to[j];
  return (
    (isSwapped && areWithin(from, to, less, i + 2, j + 2)) ||
    areWithin(from, to, less, i + 1, j + 1) ||
    areWithin(from, to, less, i + 1, j) ||
    areWithin(from, to, less, i, j + 1)
  );
}
