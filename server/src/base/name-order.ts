/** Names in order, to find those that may be slips of another without comparing all: two that are near begin or end alike. */

/** So many neighbours on each side are compared, in each order. */
const MOST_COMPARED = 50;

/** So few names are all compared. */
const FEW_NAMES = 100;

export interface NameOrder {
  readonly forwards: readonly string[];
  /** The same, sorted by what they read backwards. */
  readonly backwards: readonly string[];
}

export function nameOrder(names: Iterable<string>): NameOrder {
  const distinct = [...new Set(names)];
  return { forwards: distinct.toSorted(), backwards: distinct.map(turned).sort().map(turned) };
}

/** Candidates for "did you mean". @param most how many on each side, in each order */
export function neighbours(
  { forwards, backwards }: NameOrder,
  name: string,
  most = MOST_COMPARED,
): readonly string[] {
  if (forwards.length <= FEW_NAMES) return forwards;
  const sought = turned(name);
  return [
    ...new Set([
      ...around(forwards, most, (known) => known < name),
      ...around(backwards, most, (known) => turned(known) < sought),
    ]),
  ];
}

function around(
  sorted: readonly string[],
  most: number,
  isBefore: (known: string) => boolean,
): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(sorted[middle] ?? '')) low = middle + 1;
    else high = middle;
  }
  return sorted.slice(Math.max(0, low - most), low + most);
}

function turned(name: string): string {
  return [...name].reverse().join('');
}
