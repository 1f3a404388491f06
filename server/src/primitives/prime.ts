/** Primes, which Maglev tables need as their size. */

/** Above this, no table can be; keeps the division loop under a million steps. */
const MAX_CANDIDATE = 2 ** 40;

/** As upstream counts: 1, 2 and 3 are prime (P-PRIME). Not exact above 2^40, where everything is refused. */
export function isPrime(value: number): boolean {
  if (!Number.isInteger(value) || value < 1 || value > MAX_CANDIDATE) return false;
  if (value <= 3) return true;
  if (value % 2 === 0) return false;
  for (let divisor = 3; divisor * divisor <= value; divisor += 2) {
    if (value % divisor === 0) return false;
  }
  return true;
}

/** The nearest primes at or below and at or above a value, within `[1, max]`; smaller first, without repetition. */
export function nearestPrimes(value: number, max: number): readonly number[] {
  const start = Math.min(Math.max(Math.trunc(value), 1), max);
  let below = start;
  while (below > 1 && !isPrime(below)) below--;
  let above = start;
  while (above <= max && !isPrime(above)) above++;
  return above > max || above === below ? [below] : [below, above];
}
