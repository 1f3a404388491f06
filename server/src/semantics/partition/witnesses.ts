/**
 * One text for each way in which texts can differ under a list of patterns: two texts that match the same patterns are the
 * same to the configuration. Complete: a way for which there is no witness does not occur.
 */
import { type Language, type Languages, rangesOf } from './language.ts';

/** More states than this are not walked: the answer is then that nobody knows. */
const MAX_STATES = 5_000;

/** Shortest first; undefined when there are too many states. Texts are those of `domain`. */
export function witnesses(
  languages: Languages,
  domain: Language,
  patterns: readonly Language[],
): readonly string[] | undefined {
  const units = representativeUnits([domain, ...patterns]);
  const start: State = { text: '', parts: [domain, ...patterns] };
  const seen = new Set([keyOf(start)]);
  const found = new Map<string, string>();
  const queue: State[] = [start];
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at] as State;
    const [own, ...others] = state.parts;
    if (own !== undefined && languages.endsHere(own)) {
      const vector = others.map((part) => (languages.endsHere(part) ? '1' : '0')).join('');
      if (!found.has(vector)) found.set(vector, state.text);
    }
    for (const unit of units) {
      const parts = state.parts.map((part) => languages.after(part, unit));
      if (parts[0] === languages.nothing) continue;
      const next = { text: state.text + String.fromCharCode(unit), parts };
      const key = keyOf(next);
      if (seen.has(key)) continue;
      if (seen.size >= MAX_STATES) return undefined;
      seen.add(key);
      queue.push(next);
    }
  }
  return [...found.values()];
}

interface State {
  readonly text: string;
  readonly parts: readonly Language[];
}

function keyOf({ parts }: State): string {
  return parts.map(({ id }) => id).join();
}

/** Units between two neighbouring borders behave alike: the most readable of each stretch stands for all. */
function representativeUnits(parts: readonly Language[]): readonly number[] {
  const borders = new Set<number>([0]);
  for (const part of parts) {
    for (const [from, to] of rangesOf(part).values()) {
      borders.add(from);
      borders.add(to + 1);
    }
  }
  const sorted = [...borders].filter((border) => border <= 0xffff).sort((a, b) => a - b);
  return sorted.map((from, index) => readable(from, (sorted[index + 1] ?? 0x10000) - 1));
}

const READABLE: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x21, 0x7e],
];

function readable(from: number, to: number): number {
  for (const [low, high] of READABLE) {
    const unit = Math.max(from, low);
    if (unit <= Math.min(to, high)) return unit;
  }
  return from;
}
