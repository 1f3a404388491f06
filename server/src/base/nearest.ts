/** "Did you mean": the known words that look most like a mistyped one. */

import { type NameOrder, nameOrder, neighbours } from './name-order.ts';

/** Up to `limit` candidates within a third of the word's length in edits, nearest first; ties in the given order. */
export function nearest(
  word: string,
  candidates: Iterable<string> | KnownWords,
  limit = 3,
): readonly string[] {
  const known = candidates instanceof KnownWords ? candidates : new KnownWords(candidates);
  return known.nearest(word, limit);
}

interface Known {
  readonly candidate: string;
  readonly normal: string;
  /** A bit for each letter that it has; several letters share one. */
  readonly letters: number;
  readonly at: number;
}

interface Scored extends Known {
  readonly distance: number;
}

/** So many words are all looked at; of more, those that begin or end like the word: so many on each side. */
const FEW_WORDS = 100;
const MOST_BESIDE = 25;

/** Words made ready once for many questions: most of them are passed over without being compared. */
export class KnownWords {
  readonly #byLength = new Map<number, Known[]>();
  readonly #byNormal = new Map<string, Known[]>();
  readonly #order: NameOrder | undefined;

  constructor(candidates: Iterable<string>) {
    let at = 0;
    for (const candidate of candidates) {
      const normal = normalize(candidate);
      const known = { candidate, normal, letters: lettersOf(normal), at: at++ };
      const alike = this.#byLength.get(normal.length);
      if (alike === undefined) this.#byLength.set(normal.length, [known]);
      else alike.push(known);
      const same = this.#byNormal.get(normal);
      if (same === undefined) this.#byNormal.set(normal, [known]);
      else same.push(known);
    }
    if (at > FEW_WORDS) this.#order = nameOrder(this.#byNormal.keys());
  }

  nearest(word: string, limit = 3): readonly string[] {
    const wanted = normalize(word);
    const letters = lettersOf(wanted);
    let bound = Math.max(1, Math.floor(wanted.length / 3));
    let found: Scored[] = [];
    for (let off = 0; off <= bound; off++) {
      for (const known of this.#ofLengths(wanted, off, limit)) {
        if (isFar(letters, known.letters, bound)) continue;
        const distance = editDistance(wanted, known.normal, bound);
        if (distance > bound) continue;
        found.push({ ...known, distance });
        if (found.length < 2 * limit) continue;
        // Who is behind the last of these is not among the nearest any more.
        found = best(found, limit);
        bound = found.at(-1)?.distance ?? bound;
      }
    }
    return best(found, limit).map(({ candidate }) => candidate);
  }

  /** Those that are so many letters shorter or longer. */
  *#ofLengths(wanted: string, off: number, limit: number): Iterable<Known> {
    if (this.#order !== undefined) {
      if (off === 0) yield* this.#near(this.#order, wanted, limit);
      return;
    }
    yield* this.#byLength.get(wanted.length - off) ?? [];
    if (off > 0) yield* this.#byLength.get(wanted.length + off) ?? [];
  }

  *#near(order: NameOrder, wanted: string, limit: number): Iterable<Known> {
    for (const normal of neighbours(order, wanted, MOST_BESIDE)) {
      yield* (this.#byNormal.get(normal) ?? []).slice(0, limit);
    }
  }
}

function best(found: readonly Scored[], limit: number): Scored[] {
  return found.toSorted((a, b) => a.distance - b.distance || a.at - b.at).slice(0, limit);
}

/** An edit brings or takes one letter at most. */
function isFar(a: number, b: number, bound: number): boolean {
  return bitCount(a & ~b) > bound || bitCount(b & ~a) > bound;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Case and separators are what people get wrong most (`mirror_percentage`, `Hosts`), so they cost nothing. */
function normalize(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}

/**
 * Edits (insert, delete, replace, swap neighbours) from one word to the other; anything above `bound` is `bound + 1`.
 * Only cells that few edits can reach are looked at.
 */
function editDistance(from: string, to: string, bound: number): number {
  const tooMany = bound + 1;
  if (Math.abs(from.length - to.length) > bound) return tooMany;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  let previousLeast = 0;
  for (let i = 1; i <= from.length; i++) {
    const row: number[] = new Array(to.length + 1).fill(tooMany);
    if (i <= bound) row[0] = i;
    let least = row[0] ?? tooMany;
    const last = Math.min(to.length, i + bound);
    for (let j = Math.max(1, i - bound); j <= last; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[j] ?? tooMany) + 1,
        (row[j - 1] ?? tooMany) + 1,
        (previous[j - 1] ?? tooMany) + same,
      );
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? tooMany) + 1);
      }
      row[j] = cost;
      least = Math.min(least, cost);
    }
    // A swap reaches over one row.
    if (least > bound && previousLeast > bound) return tooMany;
    previousLeast = least;
    before = previous;
    previous = row;
  }
  return Math.min(previous[to.length] ?? tooMany, tooMany);
}
