/** "Did you mean": the known words that look most like a mistyped one. */

/** Up to `limit` candidates within a third of the word's length in edits, nearest first; ties in the given order. */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const wanted = normalize(word);
  const bound = Math.max(1, Math.floor(wanted.length / 3));
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalize(candidate), bound);
    if (distance <= bound) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance);
  return scored.slice(0, limit).map((entry) => entry.candidate);
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
