/** Names in order, to find those that may be slips of another without comparing all: two that are near begin or end alike. */

/** So many neighbours on each side are compared, in each order. */
const MOST_COMPARED = 100;

export interface NameOrder {
  readonly forwards: readonly string[];
  /** Turned around, sorted. */
  readonly backwards: readonly string[];
}

export function nameOrder(names: Iterable<string>): NameOrder {
  const distinct = [...new Set(names)];
  return { forwards: [...distinct].sort(), backwards: distinct.map(turned).sort() };
}

/** Candidates for "did you mean". */
export function neighbours({ forwards, backwards }: NameOrder, name: string): readonly string[] {
  if (forwards.length <= MOST_COMPARED) return forwards;
  return [...new Set([...around(forwards, name), ...around(backwards, turned(name)).map(turned)])];
}

function around(sorted: readonly string[], name: string): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return sorted.slice(Math.max(0, low - MOST_COMPARED), low + MOST_COMPARED);
}

function turned(name: string): string {
  return [...name].reverse().join('');
}
