/** Weights of route destinations (relative) and of locality distributions (percentages). */

const INT32_MAX = 2_147_483_647;

/** A route weight by itself (P-WEIGHT). */
export function isWeight(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= INT32_MAX;
}

/**
 * Share of traffic of each destination, 0 to 1. Weights need not sum to 100; a single destination gets everything
 * whatever its weight; an absent weight is 0. Undefined when several destinations sum to 0, which nothing can route.
 */
export function weightShares(weights: readonly (number | undefined)[]): readonly number[] | undefined {
  if (weights.length === 1) return [1];
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  return sum === 0 ? undefined : weights.map((weight) => (weight ?? 0) / sum);
}

export type DistributionFault =
  | { readonly problem: 'out-of-range'; readonly index: number }
  | { readonly problem: 'sum-not-100'; readonly sum: number };

/** Locality weights: each 1 to 100, together exactly 100. */
export function checkDistributionWeights(weights: readonly number[]): readonly DistributionFault[] {
  const faults: DistributionFault[] = weights.flatMap((weight, index) =>
    Number.isInteger(weight) && weight >= 1 && weight <= 100 ? [] : [{ problem: 'out-of-range', index }],
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 100 ? faults : [...faults, { problem: 'sum-not-100', sum }];
}
