/** What a typist does in a measurement, and how times are summed up. */

export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly count: number;
}

/** Where a character is typed: behind the first destination host after an offset. */
export function destinationHostEnd(text: string, from = 0): number {
  const host = text.indexOf('host: ', text.indexOf('destination:', from));
  const end = text.indexOf('\n', host);
  return end < 0 ? text.length : end;
}

/** One character in, then out: the host is unknown, then known again. */
export function edits(text: string, from = 0): readonly [typed: string, restored: string] {
  const at = destinationHostEnd(text, from);
  return [`${text.slice(0, at)}x${text.slice(at)}`, text];
}

/** Milliseconds. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0, count: sorted.length };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
