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
  if (written === known || isVariant(written, known)) return false;
  const longer = Math.max(written.length, known.length);
  if (isSwap(written, known)) return longer >= SHORTEST_FOR_SWAP;
  const allowed = longer >= SHORTEST_FOR_TWO ? 2 : longer >= SHORTEST ? 1 : 0;
  return allowed > 0 && editsBetween(written, known, allowed) <= allowed;
}

const SHORTEST_BESIDE = 2;

/** In one file or folder short names are near as well. */
export function isNearBeside(written: string, known: string): boolean {
  if (written === known || isVariant(written, known)) return false;
  if (Math.max(written.length, known.length) < SHORTEST_BESIDE) return false;
  return isNearMiss(written, known) || editsBetween(written, known, 1) <= 1;
}

const KINDS_IN_NAMES: readonly string[] = ['gateway', 'gw', 'svc', 'service', 'tls', 'cert', 'secret'];

/** One is the other with a word behind it that says what it is: `shop` and `shop-gateway`. */
export function isNamedWithKind(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return KINDS_IN_NAMES.some((kind) => long === `${short}-${kind}`);
}

const EMPTY_WORDS: ReadonlySet<string> = new Set(['istio', 'gateway', 'service', 'app', '']);

/** Whether two names have a part between dashes in common that says something. */
export function sharesWord(a: string, b: string): boolean {
  const words = new Set(a.split('-').filter((word) => !EMPTY_WORDS.has(word)));
  return b.split('-').some((word) => words.has(word));
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
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return (
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(0, at) === b.slice(0, at) &&
    a.slice(at + 2) === b.slice(at + 2)
  );
}

/** Insertions, deletions, replacements and swaps of neighbours; anything above `bound` is `bound + 1`. */
function editsBetween(from: string, to: string, bound: number): number {
  if (Math.abs(from.length - to.length) > bound) return bound + 1;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[to.length] ?? bound + 1;
}
